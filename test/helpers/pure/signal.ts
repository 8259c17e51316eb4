/** A sine, mono. */
export function sine(frequencyHz: number, rateHz: number, frames: number, amplitude = 0.5): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: frames },
    (_, n) => amplitude * Math.sin((2 * Math.PI * frequencyHz * n) / rateHz),
  );
}

export interface SineFit {
  readonly amplitude: number;
  /** Phase of the sine at frame 0 of the whole signal, in radians. */
  readonly phase: number;
  /** RMS of the signal without that sine. */
  readonly residual: number;
}

/** The sine of a known frequency that fits best, by least squares over frames `from` to `to`. */
export function fitSine(signal: Float32Array, frequencyHz: number, rateHz: number, from: number, to: number): SineFit {
  let ss = 0;
  let cc = 0;
  let sc = 0;
  let ys = 0;
  let yc = 0;
  const w = (2 * Math.PI * frequencyHz) / rateHz;
  for (let n = from; n < to; n++) {
    const s = Math.sin(w * n);
    const c = Math.cos(w * n);
    ss += s * s;
    cc += c * c;
    sc += s * c;
    ys += signal[n]! * s;
    yc += signal[n]! * c;
  }
  const det = ss * cc - sc * sc;
  const a = (ys * cc - yc * sc) / det;
  const b = (yc * ss - ys * sc) / det;
  let rest = 0;
  for (let n = from; n < to; n++) rest += (signal[n]! - a * Math.sin(w * n) - b * Math.cos(w * n)) ** 2;
  return { amplitude: Math.hypot(a, b), phase: Math.atan2(b, a), residual: Math.sqrt(rest / (to - from)) };
}

export const decibels = (ratio: number): number => 20 * Math.log10(ratio);

/** The first frame at which two signals differ; -1 when they are equal. A test prints this instead of all samples. */
export function firstDifference(a: Float32Array, b: Float32Array): number {
  const at = a.findIndex((sample, i) => sample !== b[i]);
  return at < 0 && a.length !== b.length ? Math.min(a.length, b.length) : at;
}
