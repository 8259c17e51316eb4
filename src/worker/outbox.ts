/**
 * Events of the client that wait until the session is set up, in the order in which they will be sent. This module knows
 * neither the session nor the socket: the engine decides when an event must wait and when the events go out.
 */
import type { ClientEvent } from './protocol/client-events.js';

/** A bound on memory when a page sends without end, in characters of JSON. */
export const MOST_WAITING = 2 ** 20;

export const DROPPED = 'too much waits for the session: the oldest context was dropped';

type Waiting = ClientEvent & { readonly item?: { readonly role?: unknown } };

export class Outbox {
  #waiting: ClientEvent[] = [];
  #size = 0;

  /** Returns true when the oldest contexts were dropped to make room. Everything else waits, above all what was said. */
  add(event: ClientEvent): boolean {
    const waiting = this.#waiting;
    this.#size += sizeOf(event);
    waiting.push(event);
    let dropped = false;
    while (this.#size > MOST_WAITING) {
      const at = waiting.findIndex(({ item }: Waiting) => item?.role === 'system');
      if (at < 0) break;
      this.#size -= sizeOf(waiting.splice(at, 1)[0]!);
      dropped = true;
    }
    return dropped;
  }

  /** Hands out what waits, oldest first, and keeps nothing. */
  takeAll(): readonly ClientEvent[] {
    this.#size = 0;
    return this.#waiting.splice(0);
  }
}

const sizeOf = (event: ClientEvent): number => JSON.stringify(event).length;
