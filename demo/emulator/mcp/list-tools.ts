/** The events of a list of tools. The tools themselves are in mcp-tools.ts. */
import type { Clock } from '../shared/clock.js';
import type { Conversation } from '../conversation/conversation.js';
import type { McpListToolsItem } from '../conversation/items.js';
import { newId } from '../shared/ids.js';
import type { McpServer } from '../session/session-types.js';
import type { ServerEvent } from '../shared/json.js';
import { allowedTools, isReachable } from './mcp-tools.js';

export interface Listing {
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  send(event: ServerEvent): void;
}

const LISTING_MS = 20;

/** Lists the tools of a server that is new in the session: sends an empty item first, then the tools. */
export async function listTools(listing: Listing, server: McpServer): Promise<void> {
  const { conversation, clock, signal } = listing;
  const id = newId('item');
  const item: McpListToolsItem = {
    ...{ id, object: 'realtime.item', type: 'mcp_list_tools' },
    server_label: server.server_label,
    tools: [],
  };
  const previousItemId = conversation.lastId;
  conversation.add({ item });
  listing.send({ type: 'conversation.item.created', previous_item_id: previousItemId, item });
  listing.send({ type: 'mcp_list_tools.in_progress', item_id: id });
  await clock.sleep(LISTING_MS, signal);
  if (!isReachable(server)) return listing.send({ type: 'mcp_list_tools.failed', item_id: id });
  const tools = allowedTools(server).map(({ name, description, input_schema }) => ({
    name,
    description,
    input_schema,
  }));
  conversation.replace({ item: { ...item, tools } });
  listing.send({ type: 'mcp_list_tools.completed', item_id: id });
}
