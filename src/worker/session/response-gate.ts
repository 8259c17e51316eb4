/**
 * Who may ask the service for an answer, and when.
 *
 * The service refuses a second `response.create` before the first is done, and that turn would be lost. So there is one
 * slot; a request that finds it taken waits.
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
  /** `request`: what was asked for last; whether this is the answer to it, nothing on the wire says. */
  | { readonly phase: 'running'; readonly responseId: ResponseId; readonly request: Request | undefined };

export interface Request {
  /** The id its `response.create` will carry, so that an error can be matched. */
  readonly eventId: string;
  /** As the page wrote it, with fields that stand beside its `response`. */
  readonly event?: ResponseCreateRequest;
  /** Undefined asks for a plain answer; two of those that wait are one. */
  readonly params: ResponseCreateParams | undefined;
  /** Asked for while the visitor spoke: the service's answer to that turn is the answer to it too. */
  readonly shared?: boolean;
}

export interface Gate {
  readonly slot: Slot;
  readonly waiting: readonly Request[];
}

export interface GateStep {
  readonly gate: Gate;
  /** To be sent now. */
  readonly send?: Request;
}

export const openGate: Gate = { slot: { phase: 'free' }, waiting: [] };

/** How long a slot may stay taken without a sign of life before it is given up. */
export const patienceMs = (slot: Slot, waiting: number): number | undefined =>
  ({ free: undefined, reserved: 5_000, requested: 15_000, running: waiting > 0 ? 30_000 : undefined })[slot.phase];

const next = (waiting: readonly Request[]): GateStep => {
  const [send, ...rest] = waiting;
  if (!send) return { gate: openGate };
  return { gate: { slot: { phase: 'requested', request: send, cancelWhenCreated: false }, waiting: rest }, send };
};

export function ask({ slot, waiting }: Gate, request: Request): GateStep {
  if (slot.phase === 'free' && !request.shared) return next([...waiting, request]);
  const same = !request.params && waiting.some(({ params, shared }) => !params && (request.shared || !shared));
  return { gate: { slot, waiting: same ? waiting : [...waiting, request] } };
}

/** The service is about to answer a spoken turn: nobody else may ask until it has, or has not. */
export const reserve = (gate: Gate): Gate =>
  gate.slot.phase === 'free' || gate.slot.phase === 'reserved'
    ? { ...gate, slot: { phase: 'reserved', cancelWhenCreated: false } }
    : gate;

export const created = ({ slot, waiting }: Gate, responseId: ResponseId): Gate => ({
  slot: { phase: 'running', responseId, request: slot.phase === 'requested' ? slot.request : undefined },
  waiting: slot.phase === 'reserved' ? waiting.filter(({ shared }) => !shared) : waiting,
});

/** The end of a response that does not hold the slot changes nothing. */
export const done = (gate: Gate, responseId: ResponseId): GateStep =>
  gate.slot.phase === 'running' && gate.slot.responseId === responseId ? next(gate.waiting) : { gate };

/**
 * An error frees the slot when it names our request, or names nothing at all: a stuck gate would block every later
 * turn. An error about another event frees nothing. A request refused while an answer runs came too late for the
 * service, which had begun one of its own: it waits for its turn.
 */
export function refused(gate: Gate, eventId: string | undefined): GateStep {
  const { slot, waiting } = gate;
  if (slot.phase === 'requested' && (eventId ?? slot.request.eventId) === slot.request.eventId) return next(waiting);
  return slot.phase === 'running' && slot.request && slot.request.eventId === eventId
    ? { gate: { slot: { ...slot, request: undefined }, waiting: [slot.request, ...waiting] } }
    : { gate };
}

/** Patience is over: give the slot up. */
export const expired = (gate: Gate): GateStep => next(gate.waiting);

/** The answer expected is not wanted any more: it is cancelled as soon as it has a name. */
export const unwanted = (gate: Gate, phase: 'reserved' | 'requested'): Gate =>
  gate.slot.phase === phase ? { ...gate, slot: { ...gate.slot, cancelWhenCreated: true } } : gate;

export const isUnwanted = ({ slot }: Gate): boolean => 'cancelWhenCreated' in slot && slot.cancelWhenCreated;
