/** The types of tools: functions of the page that the agent may call. */
import type { FoundryAgentTool, FunctionTool, MCPServer } from '../../worker/protocol/objects/index.js';

/** The arguments from the model. They fit the JSON Schema in the tool's `parameters`. */
export type ToolArguments = Readonly<Record<string, unknown>>;

export interface ToolContext {
  /** Aborts when the answer is not needed any more. */
  readonly signal: AbortSignal;
}

/** Returns the output for the model, or a promise of it. If it throws, the model gets the error. */
export type ToolHandler<Args extends object = ToolArguments> = (args: Args, context: ToolContext) => unknown;

/** The description of a tool for the model: `name`, `description` and `parameters`. */
export type ToolDefinition = Omit<FunctionTool, 'type'>;

/** A tool of the page. Without a handler, the page answers through `vla-tool-call`. */
export interface Tool extends ToolDefinition {
  /** May be left out. */
  readonly type?: 'function';
  /**
   * Answers a call of the tool; see `ToolHandler`. It is typed as a method, so that TypeScript accepts a handler with
   * narrower arguments, such as `({ city }: { city: string }) => …`.
   */
  handler?(args: ToolArguments, context: ToolContext): unknown;
  /** @internal The element that `vla-tool-call` is dispatched on, when it is not the agent itself. */
  readonly source?: Element;
}

/** A search that the service runs, with the fields of the protocol. */
export interface SearchTool {
  readonly type: 'web_search' | 'file_search';
  readonly [field: string]: unknown;
}

/** A tool that the service runs by itself. It is sent as it is. */
export type WireTool = MCPServer | FoundryAgentTool | SearchTool;

export const isPageTool = (tool: Tool | WireTool): tool is Tool => (tool.type ?? 'function') === 'function';
