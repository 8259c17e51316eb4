/**
 * Events of the client that wait until the session is set up, in the order in which they will be sent. This module knows
 * neither the session nor the socket: the engine decides when an event must wait and when the events go out.
 */
import type { ClientEvent } from './protocol/client-events.js';

/** Beyond this many the oldest events are dropped: a bound on memory when a page sends without end. */
export const MAX_WAITING = 500;

export class Outbox {
  #waiting: ClientEvent[] = [];

  /** Returns true when the oldest event was dropped to make room. */
  add(event: ClientEvent): boolean {
    const dropped = this.#waiting.push(event) > MAX_WAITING;
    if (dropped) this.#waiting.shift();
    return dropped;
  }

  /** Hands out what waits, oldest first, and keeps nothing. */
  takeAll(): readonly ClientEvent[] {
    return this.#waiting.splice(0);
  }
}
