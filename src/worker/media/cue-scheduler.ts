/**
 * What belongs to a moment of the agent's speech (a word, the shape of a mouth) waits here until that moment is heard.
 * It comes long before: the service generates faster than speech.
 */
import type { Effect } from '../session/turn.js';

export type Cue = Extract<Effect, { readonly kind: 'cue' }>;

/** More than ten minutes of 60 faces a second; a bound on memory, not on any real answer. */
const MOST = 50_000;

export class CueScheduler {
  readonly #tell: (cue: Cue) => void;
  /** With the timer of those whose moment is near. */
  readonly #waiting = new Map<Cue, ReturnType<typeof setTimeout> | undefined>();

  constructor(tell: (cue: Cue) => void) {
    this.#tell = tell;
  }

  add(cue: Cue): void {
    if (this.#waiting.size < MOST) this.#waiting.set(cue, undefined);
  }

  /**
   * The playhead of an item: each report corrects what the one before foresaw.
   * @param heardMs what is at the ear now, in ms of the item
   * @param untilMs up to here the sound is certain to follow
   */
  heard(itemId: string, heardMs: number, untilMs: number): void {
    for (const [cue, timer] of this.#waiting) {
      if (cue.itemId !== itemId) continue;
      clearTimeout(timer);
      const release = () => {
        this.#waiting.delete(cue);
        this.#tell(cue);
      };
      this.#waiting.set(cue, cue.atMs < untilMs ? setTimeout(release, cue.atMs - heardMs) : undefined);
    }
  }

  /** Silence: nothing of this will be heard. */
  forget(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
