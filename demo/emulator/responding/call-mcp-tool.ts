import type { PlannedCall } from '../answering/answer.js';
import { tellOutputs } from '../answering/tools.js';
import type { ApprovalRequestItem, McpCallItem } from '../conversation/items.js';
import { newId } from '../ids.js';
import { allowedTools, needsApproval } from '../mcp/mcp-tools.js';
import type { McpServer } from '../session/session-types.js';
import { isObject } from '../wire.js';
import { COMPLETED, type Ending } from './ending.js';
import { fillWaitForTool } from './interim.js';
import { addBeside, closeItem, giveUp, keepItem, openItem, type Place } from './output-item.js';
import { sayWords } from './say-words.js';
import type { Performance } from './stage.js';
import { streamArguments } from './stream-arguments.js';

const CALL_MS = 30;

/**
 * Calls a tool of an MCP server. One that needs no approval is told in the same response; otherwise the response ends
 * with the request, the tool runs when the client has allowed it, and a new response would tell the result.
 */
export async function callMcpTool(performance: Performance, server: McpServer, call: PlannedCall): Promise<Ending> {
  const { stage, signal } = performance;
  await fillWaitForTool(performance);
  if (signal.aborted) return COMPLETED;
  const blank: McpCallItem = {
    ...{ id: newId('item'), object: 'realtime.item', type: 'mcp_call' },
    ...{ server_label: server.server_label, name: call.name, arguments: '' },
  };
  const at = openItem(performance, blank);
  const sent = await streamArguments(performance, { type: 'response.mcp_call_arguments.delta', ...at }, call.args);
  const item = { ...blank, arguments: sent };
  keepItem(performance, at, item);
  if (signal.aborted) return giveUp(performance, at, item);
  stage.send({ type: 'response.mcp_call_arguments.done', ...at, arguments: sent });
  if (needsApproval(server, call.name)) return askFirst(performance, at, item, server);
  const done = await run(performance, at, item, server);
  return sayWords(performance, { text: tellOutputs([done.output ?? done.error?.message ?? '']) });
}

function askFirst(performance: Performance, at: Place, item: McpCallItem, server: McpServer): Ending {
  const { server_label, name, arguments: args } = item;
  const request: ApprovalRequestItem = {
    ...{ id: newId('mcpr'), object: 'realtime.item', type: 'mcp_approval_request' },
    ...{ server_label, name, arguments: args },
  };
  const asked = { ...item, approval_request_id: request.id };
  keepItem(performance, at, asked);
  // before the request leaves, since its answer may be quick
  performance.stage.approvals.ask(request.id, (approved) => {
    if (approved) void run(performance, at, asked, server);
    else fail(performance, at, asked, { type: 'approval_denied', message: 'The call was not allowed.' });
  });
  addBeside(performance, request);
  return COMPLETED;
}

async function run(performance: Performance, at: Place, item: McpCallItem, server: McpServer): Promise<McpCallItem> {
  const { stage, signal } = performance;
  stage.send({ type: 'response.mcp_call.in_progress', ...shortPlace(at) });
  await stage.clock.sleep(CALL_MS, signal);
  try {
    const args: unknown = JSON.parse(item.arguments);
    const tool = allowedTools(server).find(({ name }) => name === item.name);
    const done = { ...item, output: tool!.run(isObject(args) ? args : {}) };
    stage.send({ type: 'response.mcp_call.completed', ...shortPlace(at) });
    closeItem(performance, at, done);
    return done;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail(performance, at, item, { type: 'tool_error', message });
  }
}

function fail(performance: Performance, at: Place, item: McpCallItem, error: NonNullable<McpCallItem['error']>) {
  const failed = { ...item, error };
  performance.stage.send({ type: 'response.mcp_call.failed', ...shortPlace(at) });
  closeItem(performance, at, failed);
  return failed;
}

/** These stages name no response: they may come when it is over. */
const shortPlace = ({ item_id, output_index }: Place) => ({ item_id, output_index });
