/** What a model may call, and what searches look like. */
import type { FoundryAgentContextType, MCPApprovalType, ToolChoiceLiteral } from '../enums.js';

export interface ActionFind {
  readonly pattern: string;
  readonly type: 'find';
  readonly url: string;
}

export interface ActionOpenPage {
  readonly type: 'open_page';
  readonly url: string;
}

export interface ActionSearch {
  readonly query?: string;
  readonly type: 'search';
  readonly sources?: readonly ActionSearchSource[];
}

export interface ActionSearchSource {
  readonly type: 'url';
  readonly url: string;
}

export interface FileSearchResult {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly file_id?: string;
  readonly filename?: string;
  readonly score?: number;
  readonly text?: string;
}

/** Lets a realtime model hand hard requests to a Foundry agent; missing from the SDK types. */
export interface FoundryAgentTool {
  readonly type: 'foundry_agent';
  readonly agent_name: string;
  readonly agent_version?: string;
  readonly project_name: string;
  /** Managed identity client id. */
  readonly client_id?: string;
  /** Replaces the description from the portal. */
  readonly description?: string;
  readonly foundry_resource_override?: string;
  /** Default "agent_context". */
  readonly agent_context_type?: FoundryAgentContextType;
  /** False lets the chat model rephrase. Default true. */
  readonly return_agent_response_directly?: boolean;
}

export interface FunctionTool {
  readonly type: 'function';
  readonly name: string;
  readonly description?: string;
  /** JSON Schema object. */
  readonly parameters?: unknown;
}

/** Tool of type mcp; the docs call it MCPTool. */
export interface MCPServer {
  readonly type: 'mcp';
  readonly server_label: string;
  readonly server_url: string;
  /** Token passed to the MCP server. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent means every tool. */
  readonly allowed_tools?: readonly string[];
  /** Or per tool lists under never / always. Default "always". */
  readonly require_approval?: MCPApprovalType | Readonly<Record<string, readonly string[]>>;
}

/** One entry of an mcp_list_tools item. */
export interface MCPTool {
  readonly name: string;
  readonly description?: string;
  readonly input_schema: unknown;
  readonly annotations?: unknown;
}

export interface ToolChoiceFunctionSelection {
  readonly type: 'function';
  readonly name: string;
}

export type Tool = FunctionTool | MCPServer | FoundryAgentTool;

export type ToolChoice = ToolChoiceFunctionSelection | ToolChoiceLiteral;

export type ToolChoiceSelection = ToolChoiceFunctionSelection;

export type WebSearchAction = ActionSearch | ActionOpenPage | ActionFind;
