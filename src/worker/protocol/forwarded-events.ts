/** Events that are forwarded to the page as they came, because they change nothing in the rules but the page shows them. */
import type { ConversationItemCreatedEvent, ResponseOutputItemDoneEvent, ServerEvent } from './server-events.js';

/** The type and the list below are both made from this one, so that they cannot differ. */
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
/** The last two stand in no document. Other calls of the service tell their failure so. */
export const FORWARDED: readonly string[] = [
  ...NAMES,
  'response.file_search_call.failed',
  'response.web_search_call.failed',
];

export type ForwardedEvent = Extract<ServerEvent, { readonly type: Name }>;

/** A forwarded event, or an item of an MCP server, a search or an agent: neither a message nor a function. */
export type ActivityEvent = ForwardedEvent | ConversationItemCreatedEvent | ResponseOutputItemDoneEvent;
