/** Calls of MCP tools that wait for an approval. It knows no server. */
type Decide = (approved: boolean) => Promise<unknown>;

/** Calls that wait for the client's approval. */
export class Approvals {
  readonly #waiting = new Map<string, Decide>();

  ask(requestId: string, decide: Decide): void {
    this.#waiting.set(requestId, decide);
  }

  isWaiting(requestId: string): boolean {
    return this.#waiting.has(requestId);
  }

  /** Each request takes one answer. Resolves when the call is over. */
  async answer(requestId: string, approved: boolean): Promise<void> {
    const decide = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    await decide?.(approved);
  }
}
