/** Items as they travel. Types, and the text of a message. */
import type { JsonObject } from '../shared/json.js';

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export interface ContentPart extends JsonObject {
  readonly type: 'input_text' | 'input_audio' | 'input_image' | 'text' | 'output_text' | 'audio';
  readonly text?: string;
  readonly transcript?: string | null;
  /** base64; only on the way in, and in answers to `conversation.item.retrieve` */
  readonly audio?: string;
  /** a data URL, or an address that is not fetched; `url` is the older name of the field */
  readonly image_url?: string;
  readonly url?: string;
}

interface Identified extends JsonObject {
  readonly id: string;
  readonly object: 'realtime.item';
}
interface ItemBase extends Identified {
  readonly status: ItemStatus;
}
export interface MessageItem extends ItemBase {
  readonly type: 'message';
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: readonly ContentPart[];
}
export interface FunctionCallItem extends ItemBase {
  readonly type: 'function_call';
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
}
export interface FunctionCallOutputItem extends Identified {
  readonly status?: ItemStatus;
  readonly type: 'function_call_output';
  readonly call_id: string;
  readonly output: string;
}
export interface ApprovalResponseItem extends ItemBase {
  readonly type: 'mcp_approval_response';
  readonly approval_request_id: string;
  readonly approve: boolean;
}

export interface McpListToolsItem extends Identified {
  readonly type: 'mcp_list_tools';
  readonly server_label: string;
  readonly tools: readonly JsonObject[];
}
export interface McpCallItem extends Identified {
  readonly type: 'mcp_call';
  readonly server_label: string;
  readonly name: string;
  readonly arguments: string;
  readonly approval_request_id?: string;
  readonly output?: string;
  readonly error?: { readonly type: string; readonly message: string };
}
export interface ApprovalRequestItem extends Identified {
  readonly type: 'mcp_approval_request';
  readonly server_label: string;
  readonly name: string;
  readonly arguments: string;
}
export interface AgentCallItem extends JsonObject {
  readonly id: string;
  readonly type: 'foundry_agent_call';
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly agent_response_id?: string;
  readonly output?: string;
  readonly error?: { readonly type: string; readonly message: string };
}
export interface WebSearchItem extends Identified {
  readonly type: 'web_search_call';
  readonly status: 'in_progress' | 'searching' | 'completed' | 'failed';
}
export interface FileSearchItem extends Identified {
  readonly type: 'file_search_call';
  readonly status: 'in_progress' | 'searching' | 'completed' | 'incomplete' | 'failed';
  readonly queries: readonly string[];
  readonly results?: readonly JsonObject[];
}

type ClientItem = MessageItem | FunctionCallItem | FunctionCallOutputItem | ApprovalResponseItem;
/** Items that only the service creates. */
type ServiceItem =
  McpListToolsItem | McpCallItem | ApprovalRequestItem | AgentCallItem | WebSearchItem | FileSearchItem;
export type Item = ClientItem | ServiceItem;

type Loose<T> = T extends ClientItem ? Omit<T, 'id' | 'object' | 'status'> & Partial<Pick<T, 'id' | 'status'>> : never;
/** An item as a client sends it: id and status are optional. */
export type RequestItem = Loose<ClientItem>;

/** The text of a message: its texts and transcripts. */
export const textOf = (item: MessageItem): string =>
  item.content
    .map((part) => part.text ?? part.transcript ?? '')
    .filter((text) => text !== '')
    .join(' ');
