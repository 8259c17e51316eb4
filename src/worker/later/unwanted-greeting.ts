/**
 * A session of a voice agent begins with the greeting of its definition, also where it only carries a conversation on. There
 * the greeting is cancelled and taken back before the conversation hears that the session stands: nobody hears it, and the
 * agent does not remember it.
 */
import type { WireEvent } from '../protocol/dialects/dialect.js';
import { isObject } from '../protocol/wire-object.js';
import { CLEAN_UP } from '../session/turn.js';

/** So long the greeting is waited for, of the ten seconds that a later connection has for its set-up. Our choice. */
const BEGINS_WITHIN_MS = 3000;

const OF_AN_ANSWER = /^(response|conversation\.item)\./;

const idOf = (value: unknown): unknown => (isObject(value) ? value['id'] : undefined);

export class UnwantedGreeting {
  readonly #send: (event: WireEvent) => void;
  #greets = false;
  #response: unknown;
  readonly #items = new Set<unknown>();
  /** Tells the conversation that the session stands. */
  #stands: (() => void) | undefined;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (event: WireEvent) => void) {
    this.#send = send;
  }

  /**
   * Takes each event of the service, in classic names, before the conversation does. True for those that the conversation
   * does not get. `pass` gives it the event later.
   */
  takes(event: WireEvent, pass: () => void): boolean {
    const type = String(event['type']);
    if (this.#isOver) return this.#isRest(type, event);
    if (type === 'session.created' || type === 'session.updated') return this.#onSession(type, event, pass);
    // Nobody has said or asked anything on this connection yet, so that there is no other answer.
    if (OF_AN_ANSWER.test(type)) this.#onAnswer(type, event);
    return OF_AN_ANSWER.test(type);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #onSession(type: string, { session }: WireEvent, pass: () => void): boolean {
    this.#greets ||= isObject(session) && Boolean(session['greeting']);
    if (type === 'session.created') return false;
    this.#stands = pass;
    if (this.#greets || this.#response !== undefined) {
      this.#timer ??= setTimeout(() => this.#goOn(), BEGINS_WITHIN_MS);
      return true;
    }
    this.#isOver = true;
    return false;
  }

  #onAnswer(type: string, { item, response }: WireEvent): void {
    if (idOf(item) !== undefined) this.#items.add(idOf(item));
    if (type === 'response.created') {
      this.#response = idOf(response);
      this.#send({ type: 'response.cancel', event_id: `${CLEAN_UP}greeting`, response_id: this.#response });
    } else if (type === 'response.done') this.#takeBack();
  }

  #takeBack(): void {
    for (const id of this.#items) {
      this.#send({ type: 'conversation.item.delete', event_id: `${CLEAN_UP}greeting`, item_id: id });
    }
    this.#goOn();
  }

  #goOn(): void {
    this.stop();
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stands?.();
  }

  /** What still comes of the greeting: its end when it was slow, and the answers to what was sent about it. */
  #isRest(type: string, event: WireEvent): boolean {
    const { error, item, item_id: itemId, response, response_id: responseId } = event;
    if (type === 'error') return isObject(error) && error['event_id'] === `${CLEAN_UP}greeting`;
    const isOfIt = this.#response !== undefined && [responseId, idOf(response)].includes(this.#response);
    if (isOfIt) this.#onAnswer(type, event);
    return isOfIt || this.#items.has(itemId) || this.#items.has(idOf(item));
  }
}
