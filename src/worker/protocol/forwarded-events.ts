/** Events that do not change whose turn it is and that the page wants to know: they go to the main thread as they came. */
import type { ConversationItemCreatedEvent, ResponseOutputItemDoneEvent, ServerEvent } from './server-events.js';

/** One list makes the type and the set, so that the two cannot differ. */
const NAMES = [
  'conversation.item.retrieved',
  'mcp_list_tools.completed',
  'mcp_list_tools.failed',
  'mcp_list_tools.in_progress',
  'response.audio_transcript.annotation.added',
  'response.file_search_call.completed',
  'response.file_search_call.in_progress',
  'response.file_search_call.searching',
  'response.foundry_agent_call.completed',
  'response.foundry_agent_call.failed',
  'response.foundry_agent_call.in_progress',
  'response.foundry_agent_call_arguments.delta',
  'response.foundry_agent_call_arguments.done',
  'response.mcp_call.completed',
  'response.mcp_call.failed',
  'response.mcp_call.in_progress',
  'response.mcp_call_arguments.delta',
  'response.mcp_call_arguments.done',
  'response.web_search_call.completed',
  'response.web_search_call.in_progress',
  'response.web_search_call.searching',
] as const satisfies readonly ServerEvent['type'][];

type Name = (typeof NAMES)[number];
const FORWARDED: ReadonlySet<string> = new Set(NAMES);

export type ForwardedEvent = Extract<ServerEvent, { readonly type: Name }>;

/** A forwarded event, or an item of an MCP server, a search or an agent: neither a message nor a function. */
export type ActivityEvent = ForwardedEvent | ConversationItemCreatedEvent | ResponseOutputItemDoneEvent;

/** An event of the service that nobody knows, whatever its name begins with, is none of these. */
export const isForwarded = (type: string): boolean => FORWARDED.has(type);
