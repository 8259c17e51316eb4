/** Sample-rate conversion of whole arrays. It keeps no state between calls. */
const ZERO_CROSSINGS = 16;

/** One row of filter taps per fraction of an input sample that an output sample can fall on. */
interface Filter {
  readonly up: number;
  readonly down: number;
  readonly reach: number;
  readonly phases: readonly Float64Array[];
}

const filters = new Map<string, Filter>();

/** Changes the rate of mono PCM with a windowed-sinc polyphase filter; the result is a new array. */
export function resample(input: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return input;
  const { up, down, reach, phases } = filterFor(fromHz, toHz);
  const output = new Int16Array(Math.round((input.length * up) / down));
  for (let i = 0; i < output.length; i++) {
    const position = i * down;
    const taps = phases[position % up]!;
    const first = Math.floor(position / up) - reach + 1;
    let sum = 0;
    for (let t = 0; t < taps.length; t++) sum += taps[t]! * (input[first + t] ?? 0);
    output[i] = Math.max(-0x8000, Math.min(0x7fff, Math.round(sum)));
  }
  return output;
}

function filterFor(fromHz: number, toHz: number): Filter {
  const key = `${fromHz}:${toHz}`;
  const known = filters.get(key);
  if (known) return known;
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const up = toHz / divisor;
  const down = fromHz / divisor;
  // below the lower of both Nyquist frequencies, so that nothing folds back
  const cutoff = Math.min(1, toHz / fromHz) * 0.95;
  const reach = Math.ceil(ZERO_CROSSINGS / cutoff);
  const phases = Array.from({ length: up }, (_, phase) => tapsAt(phase / up, reach, cutoff));
  const filter: Filter = { up, down, reach, phases };
  filters.set(key, filter);
  return filter;
}

function tapsAt(fraction: number, reach: number, cutoff: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * reach }, (_, t) => {
    const distance = t - reach + 1 - fraction;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / reach);
    return Math.abs(distance) >= reach ? 0 : sinc(distance * cutoff) * window;
  });
  const gain = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / gain);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
