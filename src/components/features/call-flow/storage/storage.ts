/** `storage="session"`: restores the conversation that this tab has kept, and keeps each new message. */
import { keep, keptMessages, recall, toKeep } from './tab-storage.js';
import type { EventHandlers, Feature, FeatureContext } from '../../../contract/feature.js';

export class Storage implements Feature {
  readonly #agent: FeatureContext;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    const { host, conversation } = agent;
    const kept = recall(host);
    const messages = keptMessages(kept);
    if (conversation.messages.length === 0 && messages.length > 0) conversation.restore(messages);
    if (typeof kept.conversationId === 'string') host.conversationId ??= kept.conversationId;
  }

  readonly on: EventHandlers = {
    'vla-transcript': ({ final }) => {
      if (final) keep(this.#agent.host, { messages: toKeep(this.#agent.host.messages) });
    },
    'vla-session': () => {
      const { conversationId } = this.#agent.host;
      if (conversationId) keep(this.#agent.host, { conversationId });
    },
  };
}
