/**
 * Calls of tools that run on an MCP server. The service gives the result to the model. When the response that made the call
 * is over by then (because the visitor was asked for approval first), the model does not speak about it, so one answer is
 * requested. This module knows nothing of approvals, and nothing of functions of the page (`tool-batch.ts`).
 */
import * as gates from '../session/response-gate.js';
import { askForAnswer, step, appendBounded, notify, andThen, type Step, type Turn } from '../session/turn.js';
import type { ResponseId } from '../protocol/ids.js';
import type { ResponseItem, ResponseMCPCallItem } from '../protocol/objects/index.js';
import type { ServerEventOf } from '../protocol/server-events.js';

const isOpen = ({ output, error }: ResponseMCPCallItem): boolean => (output ?? error ?? null) === null;

/** A response is done. An answer is requested for finished calls, unless a message of this response speaks about them. */
export function endMcpCalls(turn: Turn, responseId: ResponseId, output: readonly ResponseItem[]): Step {
  const calls = output.filter((item) => item.type === 'mcp_call');
  const open = calls.filter(isOpen);
  const spoken = !calls[0] || output.some(({ type }) => type === 'message');
  // The service may go on by itself after an approval: then its answer has the call beside its words.
  if (!open[0]) return spoken ? step(calls[0] ? { ...turn, gate: gates.spoken(turn.gate) } : turn) : answer(turn);
  return step({
    ...turn,
    mcpCalls: open.reduce((all, { id }) => appendBounded(all, { itemId: id, responseId }), turn.mcpCalls),
  });
}

/** Requests one answer for all calls of a response, when the last of them is over. */
export function onMcpCallOver(turn: Turn, event: ServerEventOf<`response.mcp_call.${'completed' | 'failed'}`>): Step {
  const call = turn.mcpCalls.find(({ itemId }) => itemId === event.item_id);
  const mcpCalls = turn.mcpCalls.filter((other) => other !== call);
  const last = call && !mcpCalls.some(({ responseId }) => responseId === call.responseId);
  return andThen(step({ ...turn, mcpCalls }, notify({ kind: 'activity', event })), last ? answer : step);
}

/** Requests an answer, unless one is about to come: that one speaks about the calls anyway. */
function answer(turn: Turn): Step {
  const { phase } = turn.gate.slot;
  const comes = phase === 'reserved' || phase === 'requested' || turn.tools.owed[0];
  return comes ? step(turn) : askForAnswer(turn, true);
}
