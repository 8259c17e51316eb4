/** What a screen reader is told: each complete message once, and what features announce. */
import type { TranscriptChange } from '../../worker/contract/conversation.js';

export class Announcer {
  /** The text of the live region. */
  text = '';
  #lastId = '';

  /** `who`: the name of the speaker. `heard`: the words were heard, and need not be read out. */
  message({ itemId, text, final }: TranscriptChange, who: string, heard: boolean): void {
    // A message that was cut off is not read out again.
    if (!final || !text || itemId === this.#lastId) return;
    this.#lastId = itemId;
    this.text = heard ? '' : `${who}: ${text}`;
  }
}
