/** A bounded memory of the newest samples. It knows no turn and no format. */
import { concatSamples } from './pcm.js';

/** Keeps the newest samples of a stream. Positions count from the first sample of the stream. */
export class RecentAudio {
  readonly #keepSamples: number;
  #pieces: Int16Array[] = [];
  #firstSample = 0;
  #endSample = 0;

  constructor(keepSamples: number) {
    this.#keepSamples = keepSamples;
  }

  /** one past the newest sample */
  get endSample(): number {
    return this.#endSample;
  }

  append(samples: Int16Array): void {
    if (samples.length === 0) return;
    this.#pieces.push(samples);
    this.#endSample += samples.length;
    while (this.#endSample - this.#firstSample - this.#pieces[0]!.length >= this.#keepSamples) {
      this.#firstSample += this.#pieces.shift()!.length;
    }
  }

  /** A copy of the samples in [from, to) that are still kept. */
  read(from = 0, to = this.#endSample): Int16Array {
    const parts: Int16Array[] = [];
    let start = this.#endSample;
    // from the end, because callers mostly ask for the newest samples
    for (let i = this.#pieces.length - 1; i >= 0 && start > from; i--) {
      const piece = this.#pieces[i]!;
      start -= piece.length;
      const part = piece.subarray(Math.max(0, from - start), Math.max(0, to - start));
      if (part.length > 0) parts.push(part);
    }
    return concatSamples(parts.reverse());
  }
}
