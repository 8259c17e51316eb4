import type { LinesHooks } from './lines-hooks.js';
import type { ClientEvent } from './protocol/client-events.js';
import { nextId, step } from './session/turn.js';

/** Items that this side makes are known by their ids when they are told again. Gives the item of this event one. */
export function withItemId(event: ClientEvent, { take, turn }: Pick<LinesHooks, 'turn' | 'take'>): ClientEvent {
  if (event.type !== 'conversation.item.create' || !event.item || event.item.id) return event;
  const [id, next] = nextId(turn(), 'item');
  take(step(next));
  return { ...event, item: { ...event.item, id } };
}
