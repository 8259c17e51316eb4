/**
 * The tool calls of one response, whose outputs all go back before exactly one further answer is asked for, and not
 * before that response is done.
 */
import type { CallId, ResponseId } from '../protocol/ids.js';

export interface ToolBatch {
  readonly responseId: ResponseId | undefined;
  /** Calls the page has not answered yet. */
  readonly owed: readonly CallId[];
  /** Calls whose output was sent since the last answer was asked for. */
  readonly answered: readonly CallId[];
  readonly responseDone: boolean;
  /** The response whose calls were answered for: what it still calls gets its output, and no second answer. */
  readonly closed: ResponseId | undefined;
}

export const noTools: ToolBatch = {
  responseId: undefined,
  owed: [],
  answered: [],
  responseDone: true,
  closed: undefined,
};

/** No answer calls for more tools than this at once. */
const MOST_CALLS = 64;

/** Undefined when this call is already known: the service may tell it twice. A late one finds its response done. */
export function called(
  batch: ToolBatch,
  responseId: ResponseId,
  call: CallId,
  responseDone: boolean,
): ToolBatch | undefined {
  const known = [...batch.owed, ...batch.answered];
  if (known.includes(call) || known.length >= MOST_CALLS) return undefined;
  const withOthers = { ...batch, owed: [...batch.owed, call] };
  return known[0] && responseId === batch.closed ? withOthers : { ...withOthers, responseId, responseDone };
}

/** Undefined when nobody waits for this output any more. */
export const answer = (batch: ToolBatch, call: CallId): ToolBatch | undefined =>
  batch.owed.includes(call)
    ? { ...batch, owed: batch.owed.filter((owed) => owed !== call), answered: [...batch.answered, call] }
    : undefined;

export const ended = (batch: ToolBatch, responseId: ResponseId): ToolBatch =>
  batch.responseId === responseId ? { ...batch, responseDone: true } : batch;

/** All outputs are there and the response is done: time for the one answer. */
export const isComplete = (batch: ToolBatch): boolean =>
  batch.answered.length > 0 && batch.owed.length === 0 && batch.responseDone;

/** It was asked for before these calls came. */
export const isLate = ({ responseId, closed }: ToolBatch): boolean => responseId === closed;

/** The one answer is asked for, or nobody wants it any more. */
export const closed = ({ responseId }: ToolBatch): ToolBatch => ({ ...noTools, closed: responseId });
