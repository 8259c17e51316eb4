/** What the page is told of a connection: its notices without credentials, and with the id by which support finds it. */
import type { Notice } from './contract/conversation.js';
import type { Credential } from './contract/engine-api.js';
import type { Problem } from './contract/faults.js';
import { cleaner, secretsOf } from './credential/clean-words.js';
import type { RequestSession } from './protocol/objects/index.js';

export class Outgoing {
  readonly #clean: ReturnType<typeof cleaner>;
  readonly #clientRequestId: string | undefined;

  constructor(credential: Credential = {}, session?: RequestSession, clientRequestId?: string) {
    this.#clean = cleaner(secretsOf(credential, session));
    this.#clientRequestId = clientRequestId;
  }

  problem(problem: Problem): Problem {
    const id = this.#clientRequestId;
    return { ...(id && { clientRequestId: id }), ...this.#clean(problem) };
  }

  notice(notice: Notice): Notice {
    switch (notice.kind) {
      case 'problem':
        return { ...notice, problem: this.problem(notice.problem) };
      case 'session':
        return { ...this.#clean(notice), clientRequestId: this.#clientRequestId };
      case 'warning':
      case 'activity':
      case 'event':
        return this.#clean(notice);
      default:
        return notice;
    }
  }
}
