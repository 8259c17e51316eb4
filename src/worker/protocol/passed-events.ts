/** Events that change nothing in whose turn it is, and are news for the page: they pass to the main thread as they came. */
import type { ConversationItemCreatedEvent, ResponseOutputItemDoneEvent, ServerEvent } from './server-events.js';

/** How their names begin. */
const PASSED = [
  'conversation.item.retrieved',
  'mcp_list_tools.',
  'rate_limits.updated',
  'response.audio_transcript.annotation.added',
  'response.file_search_call.',
  'response.foundry_agent_call',
  'response.mcp_call',
  'response.web_search_call.',
] as const;

export type PassedEvent = Extract<ServerEvent, { readonly type: `${(typeof PASSED)[number]}${string}` }>;

/**
 * Passed, or an item that is neither a message nor a function: of an MCP server (its list of tools, a call, a call that
 * waits for the visitor's word), a search, an agent.
 */
export type WireEvent = PassedEvent | ConversationItemCreatedEvent | ResponseOutputItemDoneEvent;

export const isPassed = (event: { readonly type: string }): event is PassedEvent =>
  PASSED.some((name) => event.type.startsWith(name));
