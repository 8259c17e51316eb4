/** What the relay remembers of a conversation, to judge what a page says about it. */

const MOST_OPEN = 500;

function remember(set: Set<string>, id: string): void {
  set.add(id);
  if (set.size > MOST_OPEN) for (const oldest of [...set].slice(0, set.size - MOST_OPEN)) set.delete(oldest);
}

export class ConversationState {
  /** Function calls that wait for their output. */
  readonly #calls = new Set<string>();
  /** MCP calls that wait for the visitor's word. */
  readonly #approvals = new Set<string>();
  /** An answer is being made or sent. */
  answering = false;
  /** When the page's own settings were confirmed; what was said before may be told for a short while after. */
  setUpAt: number | undefined;
  replayedItems = 0;
  replayedCharacters = 0;

  callSeen(id: string): void {
    remember(this.#calls, id);
  }

  approvalSeen(id: string): void {
    remember(this.#approvals, id);
  }

  /** True once for each call that the service made. */
  answerCall(id: string): boolean {
    return this.#calls.delete(id);
  }

  /** True once for each request that the service made. */
  answerApproval(id: string): boolean {
    return this.#approvals.delete(id);
  }
}
