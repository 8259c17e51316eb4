/**
 * Sends the notices of one step in one message, in their order. A step often has several, and a message between threads
 * costs more than its content. This module does not know what the notices mean, nor how they travel.
 */
import type { Notice } from './contract/conversation.js';

type Deliver = (notices: readonly Notice[]) => unknown;

export class NoticeQueue {
  readonly #deliver: Deliver;
  readonly #notices: Notice[] = [];
  #delivered: unknown;

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  /** The message leaves in a microtask, so that it holds every notice of the current step. */
  add(notice: Notice): void {
    if (this.#notices.push(notice) > 1) return;
    queueMicrotask(() => (this.#delivered = this.#deliver(this.#notices.splice(0))));
  }

  /** Settles when the page has handled every notice that was added before. */
  async told(): Promise<unknown> {
    await Promise.resolve(); // the message of the current step leaves first
    return this.#delivered;
  }
}
