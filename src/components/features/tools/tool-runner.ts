/** Runs the page's tools: every call gets exactly one answer, whatever its handler does. */
import { wrongIn } from './check-arguments.js';
import type { ToolCall } from '../../../worker/contract/conversation.js';
import type { ToolResultDetail } from '../../contract/events.js';
import type { Tool, ToolArguments } from '../../contract/tools.js';

/** A handler that has not settled within this time is answered with an error, so that the model does not wait. */
const SETTLES_WITHIN_MS = 30_000;

export interface ToolPage {
  /** The page's tools as they are now. */
  tools(): readonly Tool[];
  /** Lets the page answer by itself: returns its answer, or undefined when it leaves the call to a handler. */
  offer(call: ToolCall, args: ToolArguments): { readonly value: unknown } | undefined;
  /** Carries an answer to the model. */
  answer(callId: string, output: string): void;
  tell(result: ToolResultDetail): unknown;
}

const asOutput = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'));
const asError = (message: string): string => JSON.stringify({ error: message });

export class ToolRunner {
  readonly #running = new Map<string, AbortController>();
  readonly #page: ToolPage;

  constructor(page: ToolPage) {
    this.#page = page;
  }

  /** Cancels these calls, because the visitor interrupted or the conversation ended. Later results of handlers are ignored. */
  drop(callIds: readonly string[] = [...this.#running.keys()]): void {
    for (const callId of callIds) this.#running.get(callId)?.abort();
  }

  async run(call: ToolCall): Promise<void> {
    const lifetime = new AbortController();
    this.#running.set(call.callId, lifetime);
    const began = performance.now();
    const outcome = await this.#settle(call, lifetime.signal);
    this.#running.delete(call.callId);
    this.#page.answer(call.callId, outcome.output);
    const durationMs = performance.now() - began;
    this.#page.tell({ callId: call.callId, name: call.name, ...outcome, durationMs });
  }

  async #settle(call: ToolCall, signal: AbortSignal): Promise<{ readonly output: string; readonly failed: boolean }> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const given = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the tool gave no answer within 30 s')), SETTLES_WITHIN_MS);
      signal.addEventListener('abort', () => reject(new Error('cancelled: the visitor went on')), { once: true });
    });
    try {
      return { output: asOutput(await Promise.race([this.#call(call, signal), given])), failed: false };
    } catch (error) {
      return { output: asError(error instanceof Error ? error.message : String(error)), failed: true };
    } finally {
      clearTimeout(timer);
    }
  }

  async #call(call: ToolCall, signal: AbortSignal): Promise<unknown> {
    await Promise.resolve(); // a call that waited while this code was loading may be dropped right after
    signal.throwIfAborted();
    let args: unknown;
    try {
      args = JSON.parse(call.argumentsText || '{}');
    } catch {
      // Reported below.
    }
    const tool = this.#page.tools().findLast(({ name }) => name === call.name);
    const wrong = tool?.parameters && args !== undefined ? wrongIn(args, tool.parameters) : undefined;
    if (wrong) throw new Error(`the arguments do not fit: ${wrong} Call the tool again with what fits its parameters`);
    if (!isArguments(args)) throw new Error('the arguments are not JSON: call the tool again with a JSON object');
    const answered = this.#page.offer(call, args);
    if (answered) return answered.value;
    if (!tool?.handler) throw new Error(`this page has no handler for a tool named ${call.name}`);
    return tool.handler(args, { signal });
  }
}

const isArguments = (value: unknown): value is ToolArguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
