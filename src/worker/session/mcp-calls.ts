/**
 * Calls of tools that run on an MCP server. The service tells the model what they gave, but when the response that made
 * them is over by then (the visitor was asked first), nobody speaks of it: then one answer is asked for.
 */
import { askForAnswer, step, appendBounded, notify, andThen, type Step, type Turn } from './turn.js';
import type { ResponseId } from '../protocol/ids.js';
import type { ResponseItem, ResponseMCPCallItem } from '../protocol/objects/index.js';
import type { ServerEvent } from '../protocol/server-events.js';

const isOpen = ({ output, error }: ResponseMCPCallItem): boolean => (output ?? error ?? null) === null;

/** The response is done. Calls that are over, and of which no message in it speaks, are to be spoken of. */
export function endMcpCalls(turn: Turn, responseId: ResponseId, output: readonly ResponseItem[]): Step {
  const calls = output.filter((item) => item.type === 'mcp_call');
  const open = calls.filter(isOpen);
  const spoken = !calls[0] || output.some(({ type }) => type === 'message');
  if (!open[0]) return spoken ? step(turn) : answer(turn);
  return step({
    ...turn,
    mcpCalls: open.reduce((all, { id }) => appendBounded(all, { itemId: id, responseId }), turn.mcpCalls),
  });
}

/** One answer for all calls of a response, when the last is over. */
export function onMcpCallOver(
  turn: Turn,
  event: Extract<ServerEvent, { readonly type: `response.mcp_call.${'completed' | 'failed'}` }>,
): Step {
  const call = turn.mcpCalls.find(({ itemId }) => itemId === event.item_id);
  const mcpCalls = turn.mcpCalls.filter((other) => other !== call);
  const last = call && !mcpCalls.some(({ responseId }) => responseId === call.responseId);
  return andThen(step({ ...turn, mcpCalls }, notify({ kind: 'activity', event })), last ? answer : step);
}

/** An answer that is about to come will speak of them anyway. */
function answer(turn: Turn): Step {
  const { phase } = turn.gate.slot;
  const comes = phase === 'reserved' || phase === 'requested' || turn.tools.owed[0];
  return comes ? step(turn) : askForAnswer(turn);
}
