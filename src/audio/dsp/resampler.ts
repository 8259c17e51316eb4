/** Sample-rate conversion by a polyphase windowed-sinc filter. Pure arithmetic: it knows no chunk and no format. */
import type { Hz } from './units.js';

/** Half the filter's length, in samples of the lower of the two rates. Our choice, with the two below. */
const HALF_WIDTH = 24;
/** With it, everything above 1.1 times the lower Nyquist frequency is at least 100 dB down. */
const KAISER_BETA = 10;
/** The middle of the filter's slope, as a fraction of the lower Nyquist frequency. */
const ROLLOFF = 0.94;

/** A polyphase filter. Output frame n is at input position n * step / phases. */
interface Filter {
  readonly phases: number;
  readonly step: number;
  /** The number of input frames that count on either side of an output frame. */
  readonly reach: number;
  /** `phases` rows of `2 * reach` coefficients; each row sums to 1. */
  readonly rows: Float32Array;
}

const filters = new Map<string, Filter>();

const greatestCommonDivisor = (a: number, b: number): number => (b ? greatestCommonDivisor(b, a % b) : a);

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel0(x: number): number {
  let sum = 1;
  for (let term = 1, k = 1; term > sum * 1e-12; k++) sum += term *= (x / 2 / k) ** 2;
  return sum;
}

/** Windowed sinc at `t` input frames from its middle; `ratio` is output rate over input rate, at most 1. */
function tap(t: number, ratio: number): number {
  const edge = (t * ratio) / HALF_WIDTH;
  if (Math.abs(edge) >= 1) return 0;
  const x = Math.PI * ROLLOFF * ratio * t;
  return (x ? Math.sin(x) / x : 1) * bessel0(KAISER_BETA * Math.sqrt(1 - edge * edge));
}

function design(inputRate: number, outputRate: number): Filter {
  const divisor = greatestCommonDivisor(inputRate, outputRate);
  const phases = outputRate / divisor;
  const step = inputRate / divisor;
  const ratio = Math.min(1, phases / step);
  const reach = phases === step ? 0 : Math.ceil(HALF_WIDTH / ratio);
  const rows = new Float32Array(phases * 2 * reach);
  for (let phase = 0; phase < phases; phase++) {
    const row = Array.from({ length: 2 * reach }, (_, k) => tap(k + 1 - reach - phase / phases, ratio));
    const sum = row.reduce((a, b) => a + b, 0);
    rows.set(
      row.map((coefficient) => coefficient / sum),
      phase * 2 * reach,
    );
  }
  return { phases, step, reach, rows };
}

/** The filter of a pair of rates. It is made once. */
function filterFor(inputRate: Hz, outputRate: Hz): Filter {
  const key = `${inputRate}>${outputRate}`;
  let filter = filters.get(key);
  if (!filter) filters.set(key, (filter = design(inputRate, outputRate)));
  return filter;
}

/**
 * Streaming sample-rate converter: mono float, from one integer rate to another. The output does not depend on how the
 * input is divided into chunks.
 *
 * Output frame n belongs to the same moment as input position n * inputRate / outputRate: the filter's delay is removed at
 * the beginning, and `flush` writes the frames that it still holds at the end. A stream of N frames becomes exactly
 * round(N * outputRate / inputRate) frames. Equal rates are a copy.
 */
export class Resampler {
  /** The delay, in frames of the input rate: so many input frames must follow a moment before its output is written. */
  readonly delayFrames: number;
  readonly #filter: Filter;
  /** The delay line: `reach - 1` frames of the past, then the input that is still needed. It grows to the largest input. */
  #line: Float32Array;
  #held = 0;
  #phase = 0;
  #taken = 0;
  #given = 0;

  constructor(inputRate: Hz, outputRate: Hz) {
    this.#filter = filterFor(inputRate, outputRate);
    this.delayFrames = this.#filter.reach;
    this.#line = new Float32Array(4 * this.delayFrames);
    this.reset();
  }

  /** The most frames that `process` writes for so many input frames. `flush` writes at most `maxOutput(delayFrames)`. */
  maxOutput(inputFrames: number): number {
    return Math.ceil((inputFrames * this.#filter.phases) / this.#filter.step);
  }

  /**
   * Takes all of `input` and writes the frames that are ready.
   * @param input  mono, [-1, 1], input rate; copied, never kept
   * @param output mono, output rate, at least `maxOutput(input.length)` long; the filter may overshoot [-1, 1] a little
   * @returns the number of frames written
   */
  process(input: Float32Array, output: Float32Array): number {
    if (!this.delayFrames) {
      output.set(input);
      return input.length;
    }
    this.#taken += input.length;
    this.#room(input.length).set(input, this.#held);
    this.#held += input.length;
    return this.#convert(output, Infinity);
  }

  /** Ends the stream: writes the frames that it still holds, at most `maxOutput(delayFrames)`, and starts a new stream. */
  flush(output: Float32Array): number {
    const { phases, step } = this.#filter;
    const total = Math.round((this.#taken * phases) / step);
    this.#room(this.delayFrames).fill(0, this.#held, this.#held + this.delayFrames);
    this.#held += this.delayFrames;
    const written = this.#convert(output, total - this.#given);
    this.reset();
    return written;
  }

  /** Starts a new stream. */
  reset(): void {
    this.#held = Math.max(0, this.delayFrames - 1);
    this.#line.fill(0, 0, this.#held);
    this.#phase = this.#taken = this.#given = 0;
  }

  /** The delay line, with room for `more` frames. */
  #room(more: number): Float32Array {
    const needed = this.#held + more;
    if (needed > this.#line.length) {
      const longer = new Float32Array(needed + 4 * this.delayFrames);
      longer.set(this.#line);
      this.#line = longer;
    }
    return this.#line;
  }

  #convert(output: Float32Array, limit: number): number {
    const { phases, step, reach, rows } = this.#filter;
    const line = this.#line;
    const width = 2 * reach;
    let at = 0;
    let written = 0;
    for (; at + width <= this.#held && written < limit; written++) {
      const row = this.#phase * width;
      let sum = 0;
      for (let k = 0; k < width; k++) sum += line[at + k]! * rows[row + k]!;
      output[written] = sum;
      this.#phase += step;
      at += Math.floor(this.#phase / phases);
      this.#phase %= phases;
    }
    line.copyWithin(0, at, this.#held);
    this.#held -= at;
    this.#given += written;
    return written;
  }
}
