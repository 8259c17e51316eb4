/** RMS below which nothing counts as speech, about -34 dB. */
const LEAST_LEVEL = 0.02;
/** Speech stands at least 12 dB above the noise. */
const ABOVE_NOISE = 4;
/** The noise is what is left between words: the estimate falls at once and takes seconds to rise. For chunks of 20 ms. */
const FALL = 0.5;
const RISE = 0.005;
/** One loud chunk is a click. */
const ONSET_CHUNKS = 2;
/** The pause after which another onset may be told: longer than those inside a word. */
const QUIET_CHUNKS = 10;

/**
 * Hears when somebody begins to speak, by loudness alone and within 40 ms: quick rather than sure.
 *
 *     speaking ──10 chunks in a row, each 6 dB below what counts as loud──▶ quiet ──2 loud chunks: told──▶ speaking
 */
export class SpeechOnset {
  /** RMS of what is not speech. Starts high, so that a noisy room is learned within a moment. */
  #noise = 1;
  #loudChunks = 0;
  /** Those since the last onset that came in a row; once they are enough, it waits for the next. */
  #quietChunks = 0;

  /**
   * @param level RMS of the next 20 ms of the microphone, 0 to 1
   * @returns true once for each onset
   */
  push(level: number): boolean {
    const loud = Math.max(LEAST_LEVEL, ABOVE_NOISE * this.#noise);
    this.#noise += (level - this.#noise) * (level < this.#noise ? FALL : RISE);
    this.#loudChunks = level > loud ? this.#loudChunks + 1 : 0;
    const quiet = this.#quietChunks >= QUIET_CHUNKS;
    if (!quiet) this.#quietChunks = level < loud / 2 ? this.#quietChunks + 1 : 0;
    if (!quiet || this.#loudChunks < ONSET_CHUNKS) return false;
    this.#quietChunks = 0;
    return true;
  }
}
