/** Runs the page's tools: every call gets exactly one answer, whatever its handler does. */
import { wrongIn } from './check-arguments.js';
import type { ToolCall } from '../../../worker/contract/conversation.js';
import type { ToolResultDetail } from '../../contract/events.js';
import type { Tool, ToolArguments } from '../../contract/tools.js';

/** A handler that has not settled within this time is answered with an error, so that the model does not wait. */
const SETTLES_WITHIN_MS = 30_000;

/** A message that the visitor types meanwhile does not wait longer for the outputs. */
const WAITS_MS = 3_000;
const STILL_RUNNING = JSON.stringify({ status: 'still running' });

export interface ToolPage {
  /** The page's tools as they are now. */
  tools(): readonly Tool[];
  /** Lets the page answer by itself: returns its answer, or undefined when it leaves the call to a handler. */
  offer(call: ToolCall, args: ToolArguments): { readonly value: unknown } | undefined;
  /** Carries an answer to the model. */
  answer(callId: string, output: string): void;
  /** Tells the model what a call gave that was answered as still running. */
  tellLate(call: ToolCall, output: string): void;
  tell(result: ToolResultDetail): unknown;
}

const asOutput = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'));
const asError = (message: string): string => JSON.stringify({ error: message });

export class ToolRunner {
  /** The calls that run. Those that were answered as still running are `late`. */
  readonly #running = new Map<string, { readonly lifetime: AbortController; late?: boolean }>();
  #waiting: ReturnType<typeof setTimeout> | undefined;
  readonly #page: ToolPage;

  constructor(page: ToolPage) {
    this.#page = page;
  }

  /** Cancels these calls, because the visitor interrupted or the conversation ended. Later results of handlers are ignored. */
  drop(callIds: readonly string[] = [...this.#running.keys()]): void {
    for (const callId of callIds) this.#running.get(callId)?.lifetime.abort();
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** The visitor's message waits for what runs: the model gets an answer for each call soon, so that the message gets one. */
  hurry(): void {
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      for (const [callId, call] of this.#running) {
        if (!call.late) this.#page.answer(callId, STILL_RUNNING);
        call.late = true;
      }
    }, WAITS_MS);
  }

  async run(call: ToolCall): Promise<void> {
    const running: { lifetime: AbortController; late?: boolean } = { lifetime: new AbortController() };
    const { signal } = running.lifetime;
    this.#running.set(call.callId, running);
    const began = performance.now();
    const outcome = await this.#settle(call, signal);
    this.#running.delete(call.callId);
    if (!this.isBusy && this.#waiting !== undefined) {
      clearTimeout(this.#waiting);
      this.#waiting = undefined;
    }
    if (!running.late) this.#page.answer(call.callId, outcome.output);
    else if (!signal.aborted) this.#page.tellLate(call, outcome.output);
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
      args = JSON.parse(call.argumentsText || '{}', withoutPrototypes);
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

/**
 * A reviver that leaves out what could reach `Object.prototype` when a handler merges the arguments into an object of its
 * own.
 */
function withoutPrototypes(name: string, value: unknown): unknown {
  const isPrototype = name === '__proto__' || (name === 'constructor' && isArguments(value) && 'prototype' in value);
  return isPrototype ? undefined : value;
}

const isArguments = (value: unknown): value is ToolArguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
