/**
 * Answers outside the conversation (`conversation: 'none'`). They belong to the page: nothing of them is played, written or
 * run, and whoever asked gets their events. This module knows requests and responses by their ids.
 */
import * as gates from '../session/response-gate.js';
import {
  appendBounded,
  applyGate,
  andThen,
  notify,
  step,
  type Aside,
  type Effect,
  type Step,
  type Turn,
} from '../session/turn.js';
import { responseId } from '../protocol/ids.js';
import type { Response } from '../protocol/objects/index.js';
import type { ServerEvent } from '../protocol/server-events.js';

/** Where an event may name its response or its item. */
interface Named {
  readonly type: string;
  readonly response_id?: unknown;
  readonly item_id?: unknown;
  readonly item?: { readonly id?: unknown } | null;
  readonly response?: { readonly id?: unknown; readonly usage?: Response['usage'] } | null;
}

/** The events that whoever asked gets: the beginning, the words and the end. */
const TOLD = /^response\.(created|done|text\..+|audio_transcript\..+)$/;

const toAsker = (requestId: string, event: unknown): Effect =>
  notify({ kind: 'aside', requestId, event: event as Readonly<Record<string, unknown>> });

/**
 * Begins an aside when this response answers such a request. A response that the service began by itself names the
 * conversation that it belongs to.
 */
export function beginAside(turn: Turn, response: Response): Step | undefined {
  const { slot } = turn.gate;
  const request = 'request' in slot ? slot.request : undefined;
  if (!request || !gates.isAside(request)) return undefined;
  const { metadata } = request.params!;
  const same = metadata !== undefined && JSON.stringify(metadata) === JSON.stringify(response.metadata);
  if (!same && typeof response.conversation_id === 'string') return undefined;
  const id = responseId(response.id!);
  const asides = appendBounded(turn.asides, { requestId: request.eventId, ids: [id] });
  const gate =
    slot.phase === 'requested'
      ? gates.created(turn.gate, id, true)
      : { ...turn.gate, slot: { ...slot, request: undefined } as gates.Slot };
  return andThen(applyGate({ ...turn, asides }, { gate }), (next) =>
    step(next, toAsker(request.eventId, { type: 'response.created', response })),
  );
}

/** The aside that an event belongs to. */
export function asideOf({ asides }: Turn, event: unknown): Aside | undefined {
  if (!asides[0]) return undefined;
  const { response_id, item_id, item, response } = event as Named;
  return asides.find(({ ids }) =>
    [response_id, item_id, item?.id, response?.id].some((id) => ids.includes(id as string)),
  );
}

export function onAsideEvent(turn: Turn, aside: Aside, event: ServerEvent): Step {
  const { type, item, response } = event as unknown as Named;
  const others = turn.asides.filter((other) => other !== aside);
  const told = TOLD.test(type) ? [toAsker(aside.requestId, event)] : [];
  if (type !== 'response.done') {
    const id = item?.id;
    const asides =
      typeof id === 'string' && !aside.ids.includes(id)
        ? [...others, { ...aside, ids: appendBounded(aside.ids, id) }]
        : turn.asides;
    return step({ ...turn, asides }, ...told);
  }
  const id = responseId(String(response!.id));
  const usage = response!.usage
    ? [notify({ kind: 'usage', usage: { responseId: id, response: response!.usage } })]
    : [];
  const ended = step({ ...turn, asides: others }, ...told, ...usage);
  return andThen(ended, (next) => applyGate(next, gates.done(next.gate, id)));
}

/** What to tell whoever asked, when this error refuses an aside. */
export function refusedAside(
  { gate: { slot } }: Turn,
  eventId: string | undefined,
  error: unknown,
): Effect | undefined {
  if (slot.phase !== 'requested' || !gates.isAside(slot.request)) return undefined;
  const { eventId: requestId } = slot.request;
  return (eventId ?? requestId) === requestId ? toAsker(requestId, { type: 'error', error }) : undefined;
}
