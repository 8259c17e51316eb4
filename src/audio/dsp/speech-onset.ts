/** RMS below which nothing counts as speech: about -34 dB. This and the numbers below are our choices. */
const LEAST_LEVEL = 0.02;
/** Speech is at least 12 dB louder than the noise. */
const ABOVE_NOISE = 4;
/**
 * How the estimate of the noise follows the level, per chunk of 20 ms: it falls at once and takes seconds to rise, so that it
 * holds the level between words.
 */
const FALL = 0.5;
const RISE = 0.005;
/** A single loud chunk is a click, not speech. */
const ONSET_CHUNKS = 2;
/** The pause after which another onset may be reported: longer than a pause inside a word. */
const QUIET_CHUNKS = 10;

/**
 * Detects that somebody begins to speak, by loudness alone and within 40 ms. It is fast rather than certain.
 *
 *     speaking ──10 chunks in a row, each 6 dB below a loud one──▶ quiet ──2 loud chunks: reported──▶ speaking
 */
export class SpeechOnset {
  /** The estimated RMS of the noise. It starts high, because it falls at once to the level of the room. */
  #noise = 1;
  #loudChunks = 0;
  /** Quiet chunks in a row since the last onset. Once they are enough, the next onset may be reported. */
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
