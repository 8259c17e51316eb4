/**
 * The gate decides when an answer may be requested. It knows requests and responses by their ids, and nothing of what they
 * are about.
 *
 * The service refuses a second `response.create` while a response is running, and that turn would be lost. So the gate has
 * one slot, and a request that finds it taken waits.
 *
 *              ask                    response.created                  response.done
 *   free ─────────────▶ requested ─────────────────────▶ running ─────────────────────▶ free, or the next request
 *    │   speech_stopped                       ▲
 *    └─────────────▶ reserved ────────────────┘   (the service answers a spoken turn by itself)
 */
import type { ResponseCreateRequest } from '../protocol/client-events.js';
import type { ResponseId } from '../protocol/ids.js';
import type { ResponseCreateParams } from '../protocol/objects/index.js';

export type Slot =
  | { readonly phase: 'free' }
  | { readonly phase: 'reserved'; readonly cancelWhenCreated: boolean }
  | { readonly phase: 'requested'; readonly request: Request; readonly cancelWhenCreated: boolean }
  /** `request`: the latest request. The wire does not say whether this response is the answer to it. */
  | {
      readonly phase: 'running';
      readonly responseId: ResponseId;
      readonly request: Request | undefined;
      /** True for an answer outside the conversation. */
      readonly aside?: boolean;
    };

export interface Request {
  /** The id of its `response.create`, by which an error names it. */
  readonly eventId: string;
  /** The page's own event, because it may have fields beside `response`. */
  readonly event?: ResponseCreateRequest;
  /** Undefined for an answer without parameters. Two such requests that wait become one. */
  readonly params: ResponseCreateParams | undefined;
  /** Requested while the visitor spoke: the service's answer to that turn serves for this request, too. */
  readonly shared?: boolean;
  /** Any answer that begins after this request serves for it, so it is not made again when it is refused. */
  readonly optional?: boolean;
}

/** True for a request whose answer does not belong to the conversation. */
export const isAside = ({ params }: Request): boolean => params?.conversation === 'none';

/** The response of the conversation that holds the slot. */
export const answering = (slot: Slot): ResponseId | undefined =>
  slot.phase === 'running' && !slot.aside ? slot.responseId : undefined;

export interface Gate {
  readonly slot: Slot;
  readonly waiting: readonly Request[];
}

export interface GateStep {
  readonly gate: Gate;
  /** The request to send now. */
  readonly send?: Request;
}

export const openGate: Gate = { slot: { phase: 'free' }, waiting: [] };

/**
 * How long a request may wait without an event of the service. Our choices: an answer to speech begins within 5 s, one to a
 * request within 15 s; a running response is given up after 30 s of silence, and only when a request waits for it. While the
 * slot is free, a request waits for the end of the visitor's speech, and no longer than 5 s for a sign of it.
 */
export const slotTimeoutMs = ({ phase }: Slot, waiting: number): number | undefined =>
  phase === 'requested'
    ? 15_000
    : phase === 'reserved'
      ? 5_000
      : waiting
        ? phase === 'free'
          ? 5_000
          : 30_000
        : undefined;

const next = (waiting: readonly Request[]): GateStep => {
  const [send, ...rest] = waiting;
  if (!send) return { gate: openGate };
  return { gate: { slot: { phase: 'requested', request: send, cancelWhenCreated: false }, waiting: rest }, send };
};

export function ask({ slot, waiting }: Gate, request: Request): GateStep {
  if (slot.phase === 'free' && !request.shared) return next([...waiting, request]);
  if (request.params) return { gate: { slot, waiting: [...waiting, request] } };
  const serves = ({ params, shared, optional }: Request) =>
    !params && (request.shared || !shared) && (request.optional || !optional);
  return { gate: { slot, waiting: waiting.some(serves) ? waiting : [...waiting.filter(isNeeded), request] } };
}

const isNeeded = ({ optional }: Request): boolean => !optional;

/** Another answer serves for all requests without parameters. */
export const served = (gate: Gate): Gate => ({ ...gate, waiting: gate.waiting.filter(({ params }) => params) });

/** A message has spoken about what the optional requests are for. */
export const spoken = (gate: Gate): Gate => ({ ...gate, waiting: gate.waiting.filter(isNeeded) });

/** The service is about to answer a spoken turn by itself. Requests wait until it has answered, or until the timeout. */
export const reserve = (gate: Gate): Gate =>
  gate.slot.phase === 'free' || gate.slot.phase === 'reserved'
    ? { ...gate, slot: { phase: 'reserved', cancelWhenCreated: false } }
    : gate;

export const created = ({ slot, waiting }: Gate, responseId: ResponseId, aside?: boolean): Gate => ({
  slot: {
    phase: 'running',
    responseId,
    request: slot.phase === 'requested' ? slot.request : undefined,
    ...(aside && { aside }),
  },
  waiting: slot.phase === 'reserved' ? waiting.filter(({ shared }) => !shared) : waiting,
});

/** Frees the slot. The end of a response that does not hold the slot changes nothing. */
export const done = (gate: Gate, responseId: ResponseId): GateStep =>
  gate.slot.phase === 'running' && gate.slot.responseId === responseId ? next(gate.waiting) : { gate };

/**
 * An error frees the slot when it names our request, or no event: a gate that stays closed would block every later turn. An
 * error about another event frees nothing. When our request is refused while a response runs, the service had already begun
 * a response of its own, and the request waits again.
 */
export function refused(gate: Gate, eventId: string | undefined): GateStep {
  const { slot, waiting } = gate;
  if (slot.phase === 'requested' && (eventId ?? slot.request.eventId) === slot.request.eventId) return next(waiting);
  return slot.phase === 'running' && slot.request && slot.request.eventId === eventId
    ? { gate: { slot: { ...slot, request: undefined }, waiting: [slot.request, ...waiting] } }
    : { gate };
}

/**
 * The service refuses a request because a response is running already, perhaps one that it has not told yet. The request is
 * made again when that response is done, unless that one serves for it, or nobody wants an answer any more. Nothing else can
 * be refused so, thus an error that names no event is about the latest request.
 */
export function busy(gate: Gate, eventId: string | undefined): GateStep {
  const { slot, waiting } = gate;
  const request = 'request' in slot ? slot.request : undefined;
  if (!request || (eventId ?? request.eventId) !== request.eventId) return { gate };
  const { shared: _, ...again } = request;
  const left = request.params ? waiting : served(gate).waiting;
  return {
    gate: {
      slot:
        slot.phase === 'requested'
          ? { phase: 'reserved', cancelWhenCreated: slot.cancelWhenCreated }
          : ({ ...slot, request: undefined } as Slot),
      waiting: request.optional || isUnwanted(gate) ? waiting : [again, ...left],
    },
  };
}

/** The timeout is over: the slot is free for the next request. */
export const expired = (gate: Gate): GateStep => next(gate.waiting);

/** The expected answer is no longer wanted. It is cancelled as soon as the service tells its id. */
export const unwanted = (gate: Gate, phase: 'reserved' | 'requested'): Gate =>
  gate.slot.phase === phase && !(gate.slot.phase === 'requested' && isAside(gate.slot.request))
    ? { ...gate, slot: { ...gate.slot, cancelWhenCreated: true } }
    : gate;

export const isUnwanted = ({ slot }: Gate): boolean => 'cancelWhenCreated' in slot && slot.cancelWhenCreated;
