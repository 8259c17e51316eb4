/** Conversations of agents, which outlive their connections. */
import { Conversation } from '../conversation/conversation.js';

const REMEMBERED = 100;

/** Conversations with agents. A client that connects with the id of one continues it. */
export class ConversationMemory {
  readonly #kept = new Map<string, Conversation>();

  open(id: string, keep: boolean): Conversation {
    const conversation = this.#kept.get(id) ?? new Conversation();
    if (!keep) return conversation;
    this.#kept.delete(id); // put back as the newest
    this.#kept.set(id, conversation);
    if (this.#kept.size > REMEMBERED) this.#kept.delete([...this.#kept.keys()][0]!);
    return conversation;
  }
}
