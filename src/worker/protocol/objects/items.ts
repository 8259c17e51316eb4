/** Items: the entries of a conversation, as a client sends them and as the service tells them. */
import type {
  FileSearchCallStatus,
  ItemParamStatus,
  MessageRole,
  ResponseItemStatus,
  WebSearchCallStatus,
} from '../enums.js';
import type { ContentPart, MessageContentPart } from './content.js';
import type { FileSearchResult, MCPTool } from './tools.js';

/** Content: text; audio cannot be injected. */
export interface AssistantMessageItem {
  readonly type: 'message';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly role: 'assistant';
  readonly content: readonly MessageContentPart[];
  readonly status?: ItemParamStatus;
}

export interface FunctionCallItem {
  readonly type: 'function_call';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly status?: ItemParamStatus;
}

export interface FunctionCallOutputItem {
  readonly type: 'function_call_output';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly call_id: string;
  /** Free-form string, may be empty. */
  readonly output: string;
  readonly status?: ItemParamStatus;
}

export interface MCPApprovalResponseRequestItem {
  readonly type: 'mcp_approval_response';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly approval_request_id: string;
  readonly approve: boolean;
}

export interface ResponseFileSearchCallItem {
  readonly type: 'file_search_call';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly queries?: readonly string[];
  readonly status: FileSearchCallStatus;
  /** Needs include file_search_call.results. */
  readonly results?: readonly FileSearchResult[];
}

export interface ResponseFoundryAgentCallItem {
  readonly type: 'foundry_agent_call';
  readonly id?: string;
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly agent_response_id?: string;
  readonly output?: string;
  readonly error?: unknown;
}

export interface ResponseFunctionCallItem {
  readonly type: 'function_call';
  readonly id?: string;
  /** Realtime.item per types; docs tables say conversation.item. */
  readonly object?: string;
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly status: ResponseItemStatus;
}

export interface ResponseFunctionCallOutputItem {
  readonly type: 'function_call_output';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly call_id: string;
  readonly output: string;
  /** Docs only. */
  readonly name?: string;
  /** Docs only. */
  readonly status?: ResponseItemStatus;
}

export interface ResponseMCPApprovalRequestItem {
  readonly type: 'mcp_approval_request';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly arguments?: string;
  readonly name: string;
  readonly server_label: string;
}

export interface ResponseMCPApprovalResponseItem {
  readonly type: 'mcp_approval_response';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly approval_request_id: string;
  readonly approve: boolean;
  readonly reason?: string;
}

export interface ResponseMCPCallItem {
  readonly type: 'mcp_call';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly approval_request_id?: string;
  readonly arguments: string;
  readonly server_label: string;
  readonly name: string;
  readonly output?: string;
  readonly error?: unknown;
}

export interface ResponseMCPListToolItem {
  readonly type: 'mcp_list_tools';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly tools: readonly MCPTool[];
  readonly server_label: string;
}

export interface ResponseMessageItem {
  readonly type: 'message';
  readonly id?: string;
  /** Realtime.item per types; docs tables say conversation.item. */
  readonly object?: string;
  readonly role: MessageRole;
  readonly content: readonly ContentPart[];
  readonly status: ResponseItemStatus;
}

export interface ResponseWebSearchCallItem {
  readonly type: 'web_search_call';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly status: WebSearchCallStatus;
}

/** Content: input_text. */
export interface SystemMessageItem {
  readonly type: 'message';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly role: 'system';
  readonly content: readonly MessageContentPart[];
  readonly status?: ItemParamStatus;
}

/** Content: input_text, input_audio, input_image. */
export interface UserMessageItem {
  readonly type: 'message';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly role: 'user';
  readonly content: readonly MessageContentPart[];
  readonly status?: ItemParamStatus;
}

export type ConversationRequestItem =
  MessageItem | FunctionCallItem | FunctionCallOutputItem | MCPApprovalResponseRequestItem;

export type MessageItem = SystemMessageItem | UserMessageItem | AssistantMessageItem;

export type ResponseItem =
  | ResponseMessageItem
  | ResponseFunctionCallItem
  | ResponseFunctionCallOutputItem
  | ResponseMCPListToolItem
  | ResponseMCPCallItem
  | ResponseMCPApprovalRequestItem
  | ResponseMCPApprovalResponseItem
  | ResponseWebSearchCallItem
  | ResponseFileSearchCallItem
  | ResponseFoundryAgentCallItem;
