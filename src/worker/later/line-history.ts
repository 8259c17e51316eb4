/**
 * The history of a conversation, and what of it each line has. It knows when an item counts as told, and nothing of how
 * lines come and go.
 */
import type { ClientEvent } from '../protocol/client-events.js';
import type { ServerEvent, ServerEventOf } from '../protocol/server-events.js';
import * as histories from './history.js';
import type { OpenLine } from '../transport/connect.js';

type ErrorEvent = ServerEventOf<'error'>;

interface Told {
  /** Items that the line has. */
  readonly items: Set<string>;
  /** Those of them that were told again, and are not confirmed yet. */
  readonly unconfirmed: string[];
  /** What was told again under an id of ours, and what is told without one when the service refuses it. */
  readonly named: Map<string, histories.Telling['item']>;
  /** The ids by which the service told that it has what was told again. */
  readonly echoed: Set<unknown>;
  /** What was refused under an id of ours and waits for its place. */
  readonly held: Map<string, histories.Telling['item']>;
  /** What was told without an id, and then the id that the service gave it. */
  readonly renamed: Map<string, string | undefined>;
}

/** What the ids of these events begin with. An error names the event by it. */
const AGAIN = 'vla_again_';

export class LineHistory {
  #history: histories.History = [];
  readonly #told = new Map<number, Told>();
  #withIds = true;

  /** Begins a conversation, which may follow an earlier one. */
  begin(earlier: readonly histories.Spoken[] = []): void {
    this.#history = histories.following(earlier);
    this.#told.clear();
    this.#withIds = true;
  }

  get isEmpty(): boolean {
    return this.#history.length === 0;
  }

  #toldTo({ id }: OpenLine): Told {
    let told = this.#told.get(id);
    if (told) return told;
    const maps = { named: new Map(), held: new Map(), renamed: new Map() };
    this.#told.set(id, (told = { items: new Set(), unconfirmed: [], echoed: new Set(), ...maps }));
    return told;
  }

  /** Only this line and those after it are in use. */
  forgetBefore({ id }: OpenLine): void {
    for (const other of this.#told.keys()) if (other < id) this.#told.delete(other);
  }

  /** An event of this side. `line`: that it is sent on; undefined when there is none. */
  sent(event: ClientEvent, line: OpenLine | undefined): void {
    this.#history = histories.sent(this.#history, event);
    if (line && event.type === 'conversation.item.create') this.#toldTo(line).items.add(event.item!.id!);
  }

  received(event: ServerEvent): void {
    this.#history = histories.received(this.#history, event);
  }

  /**
   * True for what a line answers to the history: it has an item now, or it is told that item without an id. One that the
   * service names anew has its place in the order.
   */
  confirms(event: ServerEvent, line: OpenLine): boolean {
    if (event.type === 'error') return this.#refused(event.error, line);
    const { type, item } = event as { readonly type: string; readonly item?: { readonly id?: string } };
    const id = item?.id ?? '';
    const { echoed, items, renamed, unconfirmed } = this.#toldTo(line);
    if (type === 'conversation.item.done') return echoed.has(id); // it tells of each item twice
    if (type !== 'conversation.item.created') return false;
    if (unconfirmed.length === 0 || (items.has(id) && !unconfirmed.includes(id))) return false;
    const [told] = unconfirmed.splice(Math.max(0, unconfirmed.indexOf(id)), 1);
    this.#history = histories.confirm(this.#history, told!);
    echoed.add(id);
    if (told !== id) renamed.set(told!, id);
    this.#tellHeld(line);
    return true;
  }

  /** An item that the session does not take under its id is told once more without one, as are all items from then on. */
  #refused({ event_id, message }: ErrorEvent['error'], line: OpenLine): boolean {
    const { held, named, unconfirmed } = this.#toldTo(line);
    const words = String(message).split(/[^\w-]+/);
    const id = unconfirmed.find((each) => (event_id ? event_id === AGAIN + each : words.includes(each)));
    if (id === undefined) return false;
    unconfirmed.splice(unconfirmed.indexOf(id), 1);
    const item = named.get(id);
    if (!item) return false;
    named.delete(id);
    this.#withIds = false;
    held.set(id, item);
    this.#tellHeld(line);
    return true;
  }

  /**
   * Tells what was refused without an id, in the order of the conversation. Its place is behind the one before it. Where that
   * was refused, too, and the line has something that comes later, the service's id for it is waited for.
   */
  #tellHeld(line: OpenLine): void {
    const { held, items, named, renamed, unconfirmed } = this.#toldTo(line);
    const order = [...items];
    for (const [at, id] of order.entries()) {
      const item = held.get(id);
      if (!item) continue;
      const before = order[at - 1];
      const known = before === undefined ? 'root' : (renamed.get(before) ?? (named.has(before) ? before : undefined));
      const isComing = before !== undefined && (held.has(before) || renamed.has(before));
      if (!known && isComing && order.slice(at).some((later) => named.has(later))) continue;
      held.delete(id);
      renamed.set(id, undefined);
      this.#create(line, id, { ...item, id: undefined }, known);
      unconfirmed.push(id);
    }
  }

  #create(line: OpenLine, id: string, item: object, previous_item_id: string | undefined): void {
    const event = { type: 'conversation.item.create', event_id: AGAIN + id, previous_item_id, item };
    line.transport.send(JSON.stringify(event));
  }

  /** Tells a line what it does not have yet. Returns the number of items. */
  tell(line: OpenLine, sources: Omit<histories.Sources, 'told' | 'withIds'>): number {
    const { items: told, named, unconfirmed } = this.#toldTo(line);
    const items = histories.tell(this.#history, { ...sources, told, withIds: this.#withIds });
    for (const { id, item, previous } of items) {
      this.#create(line, id, item, previous);
      told.add(id);
      if (item.id) named.set(id, item);
      unconfirmed.push(id);
    }
    return items.length;
  }

  /** Gives the largest message up that was not confirmed. Returns its id. */
  shed(): string | undefined {
    const [largest] = histories.unconfirmed(this.#history);
    if (largest) this.sent({ type: 'conversation.item.delete', item_id: largest }, undefined);
    return largest;
  }

  /** True when the line was told something that it did not confirm. */
  isOpen(line: OpenLine | undefined): boolean {
    const told = line && this.#toldTo(line).items;
    return this.#history.some(({ confirmed, id }) => !confirmed && told?.has(id));
  }

  newest(): string | undefined {
    return this.#history.filter(({ confirmed }) => confirmed).at(-1)?.id;
  }
}
