import type { JsonObject } from '../wire.js';

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export interface ContentPart extends JsonObject {
  readonly type: 'input_text' | 'input_audio' | 'input_image' | 'text' | 'audio';
  readonly text?: string;
  readonly transcript?: string | null;
  /** base64; only on the way in, and in answers to `conversation.item.retrieve` */
  readonly audio?: string;
}

interface ItemBase extends JsonObject {
  readonly id: string;
  readonly object: 'realtime.item';
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
export interface FunctionCallOutputItem extends ItemBase {
  readonly type: 'function_call_output';
  readonly call_id: string;
  readonly output: string;
}
export interface ApprovalResponseItem extends ItemBase {
  readonly type: 'mcp_approval_response';
  readonly approval_request_id: string;
  readonly approve: boolean;
}
export type Item = MessageItem | FunctionCallItem | FunctionCallOutputItem | ApprovalResponseItem;

type Loose<T> = T extends Item ? Omit<T, 'id' | 'object' | 'status'> & Partial<Pick<T, 'id' | 'status'>> : never;
/** An item as a client sends it: id and status are optional. */
export type RequestItem = Loose<Item>;

/** The words of a message, whichever way they were given. */
export const textOf = (item: MessageItem): string =>
  item.content
    .map((part) => part.text ?? part.transcript ?? '')
    .filter((text) => text !== '')
    .join(' ');
