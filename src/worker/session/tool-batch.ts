/**
 * The calls of the page's functions in one response. When all their outputs are sent and the response is done, exactly one
 * further answer is requested. This module knows calls by their ids, not what they do.
 */
import type { CallId, ResponseId } from '../protocol/ids.js';

export interface ToolBatch {
  readonly responseId: ResponseId | undefined;
  /** Calls without a result of the page yet. */
  readonly owed: readonly CallId[];
  /** Calls whose output was sent since the last answer was requested. */
  readonly answered: readonly CallId[];
  readonly responseDone: boolean;
  /** The latest response whose calls had their answer. Further calls of it are run, without a second answer. */
  readonly closed: ResponseId | undefined;
}

export const noTools: ToolBatch = {
  responseId: undefined,
  owed: [],
  answered: [],
  responseDone: true,
  closed: undefined,
};

/** A bound on memory; no real response calls so many tools. */
const MOST_CALLS = 64;

/** Adds a call. Undefined when the call is known already, since the service may send it twice. `responseDone`: true for a late call. */
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

/** Marks a call as answered. Undefined when its output is no longer needed. */
export const answer = (batch: ToolBatch, call: CallId): ToolBatch | undefined =>
  batch.owed.includes(call)
    ? { ...batch, owed: batch.owed.filter((owed) => owed !== call), answered: [...batch.answered, call] }
    : undefined;

export const ended = (batch: ToolBatch, responseId: ResponseId): ToolBatch =>
  batch.responseId === responseId ? { ...batch, responseDone: true } : batch;

/** True when all outputs are sent and the response is done, so that the answer can be requested. */
export const isComplete = (batch: ToolBatch): boolean =>
  batch.answered.length > 0 && batch.owed.length === 0 && batch.responseDone;

/** True for calls that came after the answer to their response was requested. */
export const isLate = ({ responseId, closed }: ToolBatch): boolean => responseId === closed;

/** The batch after its answer was requested, or is no longer wanted. */
export const closed = ({ responseId }: ToolBatch): ToolBatch => ({ ...noTools, closed: responseId });
