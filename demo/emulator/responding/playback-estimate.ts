/** How much the visitor has heard, as a server can estimate it. */
import type { Clock } from '../shared/clock.js';

export interface Heard {
  readonly itemId: string;
  readonly heardMs: number;
}

/** How much of the newest answer the visitor has heard, if it is played as it arrives. A server cannot know more. */
export class PlaybackEstimate {
  readonly #clock: Clock;
  #playing: { readonly itemId: string; readonly startedAt: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  audioSent(itemId: string): void {
    if (this.#playing?.itemId !== itemId) this.#playing = { itemId, startedAt: this.#clock.now() };
  }

  /** Returns the estimate once; after it, that answer is over. */
  stop(): Heard | undefined {
    const playing = this.#playing;
    this.#playing = undefined;
    return playing && { itemId: playing.itemId, heardMs: Math.round(this.#clock.now() - playing.startedAt) };
  }
}
