/**
 * The history of a conversation, and what of it each line has. It knows when an item counts as told, and nothing of how
 * lines come and go.
 */
import type { ClientEvent } from '../protocol/client-events.js';
import type { ServerEvent } from '../protocol/server-events.js';
import * as histories from './history.js';
import type { OpenLine } from '../transport/connect.js';

interface Told {
  /** Items that the line has. */
  readonly items: Set<string>;
  /** Those of them that were told again, and are not confirmed yet. */
  readonly unconfirmed: string[];
  /** The ids by which the service told that it has what was told again. */
  readonly echoed: Set<unknown>;
}

export class LineHistory {
  #history: histories.History = [];
  readonly #told = new Map<number, Told>();

  /** Begins a conversation, which may follow an earlier one. */
  begin(earlier: readonly histories.Spoken[] = []): void {
    this.#history = histories.following(earlier);
    this.#told.clear();
  }

  get isEmpty(): boolean {
    return this.#history.length === 0;
  }

  #toldTo({ id }: OpenLine): Told {
    let told = this.#told.get(id);
    if (!told) this.#told.set(id, (told = { items: new Set(), unconfirmed: [], echoed: new Set() }));
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

  /** True when the line has an item now that it was told again. One that the service names anew has its place in the order. */
  confirms(event: ServerEvent, line: OpenLine): boolean {
    const { type, item } = event as { readonly type: string; readonly item?: { readonly id?: string } };
    const id = item?.id ?? '';
    const { echoed, items, unconfirmed } = this.#toldTo(line);
    if (type === 'conversation.item.done') return echoed.has(id); // it tells of each item twice
    if (type !== 'conversation.item.created') return false;
    if (unconfirmed.length === 0 || (items.has(id) && !unconfirmed.includes(id))) return false;
    const [told] = unconfirmed.splice(Math.max(0, unconfirmed.indexOf(id)), 1);
    this.#history = histories.confirm(this.#history, told!);
    echoed.add(id);
    return true;
  }

  /** Tells a line what it does not have yet. Returns the number of items. */
  tell(line: OpenLine, sources: Omit<histories.Sources, 'told' | 'withIds'>): number {
    const { items: told, unconfirmed } = this.#toldTo(line);
    const items = histories.tell(this.#history, { ...sources, told, withIds: true });
    for (const { id, item, previous } of items) {
      const event = { type: 'conversation.item.create', previous_item_id: previous, item };
      line.transport.send(JSON.stringify(event));
      told.add(id);
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
