/** The events of a call of an MCP tool, with and without approval. */
import type { PlannedCall } from '../answering/answer.js';
import { tellOutputs } from '../answering/tools.js';
import type { ApprovalRequestItem, McpCallItem } from '../conversation/items.js';
import { newId } from '../shared/ids.js';
import { allowedTools, needsApproval } from '../mcp/mcp-tools.js';
import type { McpServer } from '../session/session-types.js';
import { isObject } from '../shared/json.js';
import { COMPLETED, type Ending } from './ending.js';
import { fillWaitForTool } from './interim.js';
import { addBeside, closeItem, giveUp, keepItem, openItem, type Place } from './output-item.js';
import { sayWords } from './say-words.js';
import type { ResponseRun } from './response-run.js';
import { streamArguments } from './stream-arguments.js';

const CALL_MS = 30;

/**
 * Calls a tool of an MCP server. Without approval the result is part of the same response. Otherwise the response ends with
 * the request for approval, the tool runs when the client has approved it, and the client asks for another response. A voice
 * agent tells every result in a response of its own, without being asked.
 */
export async function callMcpTool(run: ResponseRun, server: McpServer, call: PlannedCall): Promise<Ending> {
  const { services, signal } = run;
  await fillWaitForTool(run);
  if (signal.aborted) return COMPLETED;
  const blank: McpCallItem = {
    ...{ id: newId('item'), object: 'realtime.item', type: 'mcp_call' },
    ...{ server_label: server.server_label, name: call.name, arguments: '' },
  };
  const at = openItem(run, blank);
  const sent = await streamArguments(run, { type: 'response.mcp_call_arguments.delta', ...at }, call.args);
  const item = { ...blank, arguments: sent };
  keepItem(run, at, item);
  if (signal.aborted) return giveUp(run, at, item);
  services.send({ type: 'response.mcp_call_arguments.done', ...at, arguments: sent });
  if (needsApproval(server, call.name)) return askFirst(run, at, item, server);
  const done = await runTool(run, at, item, server);
  if (services.agent) {
    services.agent.goOn(run.responseId, server, done);
    return COMPLETED;
  }
  return sayWords(run, { text: tellOutputs([done.output ?? done.error?.message ?? '']) });
}

function askFirst(run: ResponseRun, at: Place, item: McpCallItem, server: McpServer): Ending {
  const { server_label, name, arguments: args } = item;
  const request: ApprovalRequestItem = {
    ...{ id: newId('mcpr'), object: 'realtime.item', type: 'mcp_approval_request' },
    ...{ server_label, name, arguments: args },
  };
  const asked = { ...item, approval_request_id: request.id };
  keepItem(run, at, asked);
  // before the request is sent, because the approval may come at once
  run.services.approvals.ask(request.id, async (approved) => {
    const done = approved
      ? await runTool(run, at, asked, server)
      : fail(run, at, asked, { type: 'approval_denied', message: 'The call was not allowed.' });
    run.services.agent?.goOn(run.responseId, server, done);
  });
  addBeside(run, request);
  return COMPLETED;
}

async function runTool(run: ResponseRun, at: Place, item: McpCallItem, server: McpServer): Promise<McpCallItem> {
  const { services, signal } = run;
  services.send({ type: 'response.mcp_call.in_progress', ...shortPlace(at) });
  await services.clock.sleep(CALL_MS, signal);
  try {
    const args: unknown = JSON.parse(item.arguments);
    const tool = allowedTools(server).find(({ name }) => name === item.name);
    const done = { ...item, output: tool!.run(isObject(args) ? args : {}) };
    services.send({ type: 'response.mcp_call.completed', ...shortPlace(at) });
    closeItem(run, at, done);
    return done;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail(run, at, item, { type: 'tool_error', message });
  }
}

function fail(run: ResponseRun, at: Place, item: McpCallItem, error: NonNullable<McpCallItem['error']>) {
  const failed = { ...item, error };
  run.services.send({ type: 'response.mcp_call.failed', ...shortPlace(at) });
  closeItem(run, at, failed);
  return failed;
}

/** Events without the id of a response, because they may come after its end. */
const shortPlace = ({ item_id, output_index }: Place) => ({ item_id, output_index });
