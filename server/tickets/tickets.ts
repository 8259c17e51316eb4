/**
 * Tickets: 32 random bytes that open one call, once, within 30 seconds. The store holds their hash, so that whoever can read
 * the store cannot use them.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { WireObject } from '../options/profile-types.js';
import type { Store } from '../store/store.js';

export interface Ticket {
  /** A hash, never the name that the site gave. */
  readonly visitor: string;
  /** Empty where the page's program sends none. */
  readonly origin: string;
  readonly profile: string;
  /** The id of the call that it opens. */
  readonly call: string;
  /** The call that this one takes over from. */
  readonly follows?: string;
  /** The call is one whose service side is kept; the page saw this many of its frames. */
  readonly resumes?: { readonly seen: number };
  /** What `authorize` gave for the placeholders of a voice agent. */
  readonly inputs?: WireObject;
  /** Hash of the secret with which the call may be resumed. */
  readonly resumeHash?: string;
}

const BYTES = 32;
const FORM = /^[\w-]{43}$/;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const keyOf = (ticket: string): string => `ticket:${hashOf(ticket)}`;

export class Tickets {
  readonly #store: Store;
  readonly #goodForMs: number;

  constructor(store: Store, goodForMs: number) {
    this.#store = store;
    this.#goodForMs = goodForMs;
  }

  /** @returns the ticket: a secret, for its visitor alone */
  async issue(ticket: Ticket): Promise<string> {
    const secret = randomBytes(BYTES).toString('base64url');
    await this.#store.put(keyOf(secret), JSON.stringify(ticket), this.#goodForMs);
    return secret;
  }

  /** Undefined where it is unknown, used or too old: which of them is nobody's business. */
  async take(secret: string): Promise<Ticket | undefined> {
    if (!FORM.test(secret)) return undefined;
    const found = await this.#store.take(keyOf(secret));
    return found === undefined ? undefined : (JSON.parse(found) as Ticket);
  }
}
