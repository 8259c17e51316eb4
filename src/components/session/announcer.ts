/** The text that a screen reader reads out: each complete message once, and the sentences that features announce. */
import type { TranscriptChange } from '../../worker/contract/conversation.js';

export class Announcer {
  /** The text of the live region. */
  text = '';
  #lastId = '';

  /** `who`: the name of the speaker. `heard`: true when the message was played as audio, so that it is not read out. */
  message({ itemId, text, final }: TranscriptChange, who: string, heard: boolean): void {
    // A message that is cut off by a barge-in becomes final a second time, and must not be read out again.
    if (!final || !text || itemId === this.#lastId) return;
    this.#lastId = itemId;
    this.text = heard ? '' : `${who}: ${text}`;
  }
}
