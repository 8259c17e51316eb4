/** Events that change nothing in whose turn it is, and are news for the page: they pass to the main thread as they came. */
import type { ConversationItemCreatedEvent, ResponseOutputItemDoneEvent, ServerEvent } from './server-events.js';

type Name =
  | 'conversation.item.retrieved'
  | 'rate_limits.updated'
  | `mcp_list_tools.${string}`
  | 'response.audio_transcript.annotation.added'
  | `response.${'file_search' | 'foundry_agent' | 'mcp' | 'web_search'}_call${string}`;

export type PassedEvent = Extract<ServerEvent, { readonly type: Name }>;

/**
 * Passed, or an item that is neither a message nor a function: of an MCP server (its list of tools, a call, a call that
 * waits for the visitor's word), a search, an agent.
 */
export type WireEvent = PassedEvent | ConversationItemCreatedEvent | ResponseOutputItemDoneEvent;

/** As short as it tells them from all others; a test holds it to the names above. */
const PASSED = /^(conversation.item.retr|rate_|mcp_|response.(.*annotation|file|foundry|mcp|web))/;

export const isPassed = (type: string): boolean => PASSED.test(type);
