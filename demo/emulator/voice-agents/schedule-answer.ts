/** When the result of an MCP call becomes an answer. */
import type { Connection } from '../connection/connection.js';
import { startResponse } from '../connection/turn-taking.js';
import type { McpCallItem } from '../conversation/items.js';
import type { McpServer } from '../session/session-types.js';

/**
 * Tells the result of a call in a response of its own, as the server's `response_scheduling` says. The response that made the
 * call does not count as one that is under way.
 */
export async function scheduleAnswer(
  connection: Connection,
  callingId: string,
  { response_scheduling: scheduling = 'when_idle' }: McpServer,
  call: McpCallItem,
): Promise<void> {
  const { responder, conversation } = connection;
  const busy = responder.activeId !== undefined && responder.activeId !== callingId;
  if (scheduling === 'silent' || (scheduling === 'skip_if_busy' && busy)) return;
  if (scheduling === 'interrupt' && busy) await responder.cancel('client_cancelled');
  // the result is what the answer is about, also when something else was said since the call
  const others = conversation.entries.filter(({ item }) => item.id !== call.id);
  startResponse(connection, {}, [...others, { item: call }]);
}
