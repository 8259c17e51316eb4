/**
 * Loudness: RMS of mono samples in [-1, 1].
 * @param count number of frames to measure; all of `samples` by default
 * @returns 0 to 1; a full-scale sine is 0.707
 */
export function rms(samples: Float32Array, count = samples.length): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += samples[i]! ** 2;
  return Math.sqrt(sum / (count || 1));
}

/** The largest |sample|, or 0 without samples. */
export function peak(samples: Float32Array, count = samples.length): number {
  let largest = 0;
  for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(samples[i]!));
  return largest;
}

/**
 * Measures the level of a stream of quanta and tells when a new level is due. In silence one level of zero is due, and then
 * none, so that silence costs no messages. Allocates nothing.
 */
export class LevelMeter {
  /** RMS of the last whole period, 0 to 1. */
  level = 0;
  readonly #periodFrames: number;
  #frames = 0;
  #squares = 0;

  constructor(periodFrames: number) {
    this.#periodFrames = periodFrames;
  }

  /** Takes the next samples (mono, not kept). Returns true when `level` is new and should be reported. */
  push(samples: Float32Array): boolean {
    this.#squares += rms(samples) ** 2 * samples.length;
    this.#frames += samples.length;
    if (this.#frames < this.#periodFrames) return false;
    const due = this.#squares + this.level > 0;
    this.level = Math.sqrt(this.#squares / this.#frames);
    this.#frames = this.#squares = 0;
    return due;
  }
}
