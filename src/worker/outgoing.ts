/** What the page is told of a connection: its notices without credentials, and with the id by which support finds it. */
import type { Notice } from './contract/conversation.js';
import type { Credential } from './contract/engine-api.js';
import type { Problem } from './contract/faults.js';
import { cleaner, secretsOf } from './credential/clean-words.js';
import type { RequestSession } from './protocol/objects/index.js';

/** The longest cause, in characters. Our choice: an error of the service may have megabytes. */
const MOST_WORDS = 500;
/** As much of a cause is looked through, so that a credential at its end is not cut before it is found. */
const READ = 8 * MOST_WORDS;

/** A bound on work and memory: those of the newest connections. */
const MOST_SECRETS = 24;

/** A problem that ends a conversation, or what the service said before it. */
export function foretold({ code, cause, ...more }: Problem, omen: Problem | undefined, unreadable: number): Problem {
  const said = unreadable ? `${cause}; ${unreadable} unreadable frames` : cause!;
  const known = code === 'connection-lost' || code === 'connect-timeout';
  const first = omen && { code: known ? omen.code : code, cause: `${omen.cause}; ${said}` };
  return { ...more, code, cause: said, ...first };
}

export class Outgoing {
  #secrets: readonly string[] = [];
  #clean: ReturnType<typeof cleaner> = cleaner([]);
  #clientRequestId: string | undefined;

  /** A connection with its credential. Those of earlier ones stay secret. */
  add(credential: Credential, session: RequestSession, clientRequestId: string | undefined): void {
    this.learn(session, credential);
    this.#clientRequestId = clientRequestId;
  }

  /** A session that is about to be sent: its tools may have credentials of other servers. */
  learn(session: RequestSession, credential: Credential = {}): RequestSession {
    this.#secrets = [...new Set([...this.#secrets, ...secretsOf(credential, session)])].slice(-MOST_SECRETS);
    this.#clean = cleaner(this.#secrets);
    return session;
  }

  problem(problem: Problem): Problem {
    const id = this.#clientRequestId;
    const { cause, ...clean } = this.#clean({ ...problem, cause: problem.cause?.slice(0, READ) });
    return { ...(id && { clientRequestId: id }), ...clean, ...(cause && { cause: cause.slice(0, MOST_WORDS) }) };
  }

  notice(notice: Notice): Notice {
    switch (notice.kind) {
      case 'problem':
        return { ...notice, problem: this.problem(notice.problem) };
      case 'session':
        return { ...this.#clean(notice), clientRequestId: this.#clientRequestId };
      case 'warning':
        // A field named `text` is what somebody said, everywhere but here.
        return { ...this.#clean(notice), text: this.#clean(notice.text) };
      case 'activity':
      case 'aside':
      case 'event':
      case 'wire':
        return this.#clean(notice);
      default:
        return notice;
    }
  }
}
