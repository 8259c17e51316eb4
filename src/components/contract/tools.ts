/** Functions of the page that the agent may call. */
import type { FunctionTool } from '../../worker/protocol/objects/index.js';

/** What the model gave: an object that fits the tool's `parameters`. */
export type ToolArguments = Readonly<Record<string, unknown>>;

export interface ToolContext {
  /** Fires when the answer is not wanted any more. */
  readonly signal: AbortSignal;
}

/** Returns what the model reads, or a promise of it; what it throws, the model reads as an error. */
export type ToolHandler<Args extends object = ToolArguments> = (args: Args, context: ToolContext) => unknown;

export type ToolDefinition = Omit<FunctionTool, 'type'>;

/** A tool of the page. Without a handler the page answers by `vla-tool-call`. */
export interface Tool extends ToolDefinition {
  /** A method, so that a handler may say what its `parameters` make sure of: `({ city }: { city: string }) => …`. */
  handler?(args: ToolArguments, context: ToolContext): unknown;
  /** @internal The element that `vla-tool-call` is dispatched on, when it is not the agent itself. */
  readonly source?: Element;
}
