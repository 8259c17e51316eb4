/** Estimates how much the visitor has heard. */
import type { Clock } from '../shared/clock.js';

export interface Heard {
  readonly itemId: string;
  readonly heardMs: number;
}

/** Estimates how much of the newest answer was heard. It assumes playback on arrival, since a server knows no more. */
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
