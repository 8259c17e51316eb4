/** Measures what any resampler does to tones. */
import { Resampler } from '../../../src/audio/dsp/resampler.js';
import { hz } from '../../../src/audio/dsp/units.js';
import { random } from '../../helpers/pure/random.js';
import { decibels, fitSine, sine } from '../../helpers/pure/signal.js';
import { LinearResampler } from './linear.js';

const HIGH = 48_000;
const LOW = 24_000;

/** Converts one stream from its beginning. What the converter holds back at the end is not written. */
export type Convert = (input: Float32Array, from: number, to: number) => Promise<Float32Array>;

interface Streaming {
  process(input: Float32Array, output: Float32Array): number;
}

/** @param next length of the next chunk */
const inChunks =
  (make: (from: number, to: number) => Streaming, next: () => number): Convert =>
  async (input, from, to) => {
    const resampler = make(from, to);
    const output = new Float32Array(Math.ceil((input.length * to) / from) + 16);
    let written = 0;
    for (let at = 0; at < input.length;) {
      const chunk = input.subarray(at, (at += next()));
      written += resampler.process(chunk, output.subarray(written));
    }
    return output.slice(0, written);
  };

const filter = (from: number, to: number) => new Resampler(hz(from), hz(to));
const line = (from: number, to: number) => new LinearResampler(from, to);
const chunk = () => 960;

export const ours = inChunks(filter, chunk);
export const linear = inChunks(line, chunk);

export interface Quality {
  /** The loudest alias of a tone above the lower Nyquist frequency, from 48 to 24 kHz, relative to the tone. */
  readonly aliasDb: number;
  /** Everything beside a tone of 9 kHz, from 24 to 48 kHz, relative to the tone. */
  readonly imageDb: number;
  /** The largest change of the loudness of a tone up to 10 kHz, in both directions. */
  readonly rippleDb: number;
  /** Delay from input to output, with the samples that are held back; the larger of both directions. */
  readonly delayMs: number;
}

export async function qualityOf(convert: Convert): Promise<Quality> {
  let aliasDb = -Infinity;
  for (let f = 0.56 * LOW; f < 0.98 * LOW; f += 500) aliasDb = Math.max(aliasDb, await leftover(convert, f));
  let rippleDb = 0;
  let delayMs = 0;
  for (const [from, to] of [
    [HIGH, LOW],
    [LOW, HIGH],
  ] as const) {
    for (let f = 500; f <= 10_000; f += 500) {
      const { amplitude } = await fit(convert, f, from, to);
      rippleDb = Math.max(rippleDb, Math.abs(decibels(amplitude / 0.5)));
    }
    delayMs = Math.max(delayMs, await delay(convert, from, to));
  }
  const { residual } = await fit(convert, 9000, LOW, HIGH);
  return { aliasDb, imageDb: decibels(residual / (0.5 / Math.SQRT2)), rippleDb, delayMs };
}

async function fit(convert: Convert, f: number, from: number, to: number) {
  const output = await convert(sine(f, from, from / 4), from, to);
  return fitSine(output, f, to, to / 20, to / 5);
}

async function leftover(convert: Convert, f: number): Promise<number> {
  const output = (await convert(sine(f, HIGH, HIGH / 4), HIGH, LOW)).subarray(LOW / 20, LOW / 5);
  const power = output.reduce((sum, x) => sum + x * x, 0) / output.length;
  return decibels(Math.sqrt(power) / (0.5 / Math.SQRT2));
}

/** The delay, by the samples that are missing at the end and the phases of two close tones. */
async function delay(convert: Convert, from: number, to: number): Promise<number> {
  const output = await convert(new Float32Array(from / 4), from, to);
  const missingMs = ((to / 4 - output.length) * 1000) / to;
  const [a, b] = [await fit(convert, 1000, from, to), await fit(convert, 1040, from, to)];
  const turn = ((a.phase - b.phase + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
  return missingMs + (turn * 1000) / (2 * Math.PI * 40);
}

/** The largest difference between a stream that was converted in chunks and the same stream in one piece. */
export async function seams(kind: 'ours' | 'linear restarted'): Promise<number> {
  const dice = random(5);
  const input = Float32Array.from({ length: LOW }, () => dice.next() * 2 - 1);
  const make = kind === 'ours' ? filter : restarted;
  let worst = 0;
  for (const [from, to] of [
    [HIGH, LOW],
    [LOW, HIGH],
  ] as const) {
    const whole = await inChunks(make, () => input.length)(input, from, to);
    const parts = await inChunks(make, () => dice.integer(1, 700))(input, from, to);
    parts.forEach((sample, i) => (worst = Math.max(worst, Math.abs(sample - (whole[i] ?? sample)))));
  }
  return worst;
}

/** Converts every message by itself, as some pages do. */
const restarted = (from: number, to: number): Streaming => ({
  process: (input, output) => line(from, to).process(input, output),
});
