/** What the relay remembers of a conversation, to judge what a page says about it. */
import { isObject } from '../options/json.js';

const MOST_OPEN = 500;

function remember(set: Set<string>, id: string): void {
  set.add(id);
  if (set.size > MOST_OPEN) for (const oldest of [...set].slice(0, set.size - MOST_OPEN)) set.delete(oldest);
}

export class ConversationState {
  /** Function calls that wait for their output. */
  readonly #calls = new Set<string>();
  /** What no page may answer (any more): it was answered, or the service does so itself. Several events tell of one call. */
  readonly #settled = new Set<string>();
  readonly #ownFunctions: Set<string>;
  /** MCP calls that wait for the visitor's word. */
  readonly #approvals = new Set<string>();
  /** An answer is being made or sent. */
  answering = false;
  /** When the page's own settings were confirmed; what was said before may be told for a short while after. */
  setUpAt: number | undefined;
  replayedItems = 0;
  replayedCharacters = 0;

  /** @param ownFunctions names of functions that are the service's own from the start */
  constructor(ownFunctions: readonly string[] = []) {
    this.#ownFunctions = new Set(ownFunctions);
  }

  /**
   * @param name the service calls some functions for itself: their outputs are its own, and no page's
   */
  callSeen(id: unknown, name?: unknown): void {
    if (typeof id !== 'string' || this.#settled.has(id)) return;
    remember(this.#calls, id);
    if (typeof name === 'string' && this.#ownFunctions.has(name)) this.#settle(this.#calls, id);
  }

  approvalSeen(id: unknown): void {
    if (typeof id === 'string' && !this.#settled.has(id)) remember(this.#approvals, id);
  }

  /** A session says which functions are the service's own: system tools, and the one by which an agent hands over. */
  sessionSeen(session: unknown): void {
    if (!isObject(session)) return;
    const { tools, handoff } = session;
    const transfer = isObject(handoff) ? handoff['transfer_tool'] : undefined;
    const system = (Array.isArray(tools) ? tools.filter(isObject) : []).filter(({ type }) => type === 'system');
    for (const own of [transfer, ...system]) {
      const name = isObject(own) ? own['name'] : own;
      if (typeof name === 'string') this.#ownFunctions.add(name);
    }
  }

  /** True once for each call that the service made. */
  answerCall(id: string): boolean {
    return this.#settle(this.#calls, id);
  }

  /** True once for each request that the service made. */
  answerApproval(id: string): boolean {
    return this.#settle(this.#approvals, id);
  }

  #settle(open: Set<string>, id: string): boolean {
    const wasOpen = open.delete(id);
    if (wasOpen) remember(this.#settled, id);
    return wasOpen;
  }
}
