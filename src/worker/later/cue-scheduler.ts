/**
 * Cues (a word, the shape of a mouth) wait here until their moment of the agent's speech is heard. They come long before it,
 * because the service generates faster than speech. The scheduler knows times and items, not what a cue holds.
 */
import type { Cue, Cues } from '../media/conversation-audio.js';

/** A bound on memory. Blendshapes at 60 a second reach it after more than ten minutes. */
const MAX_CUES = 50_000;

export class CueScheduler implements Cues {
  readonly #tell: (cue: Cue) => void;
  /** Each cue, with its timer when its moment is near. */
  readonly #waiting = new Map<Cue, ReturnType<typeof setTimeout> | undefined>();

  constructor(tell: (cue: Cue) => void) {
    this.#tell = tell;
  }

  add(cue: Cue): void {
    if (this.#waiting.size < MAX_CUES) this.#waiting.set(cue, undefined);
  }

  /**
   * Takes a report of the playhead and sets the timers of the cues that are near, again with each report.
   * @param heardMs the playhead at the ear, in ms of the item
   * @param untilMs the end of the audio that is certain to be heard
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

  /** Drops all cues: their audio will not be heard. */
  forget(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
