/** `say()` makes the agent speak a text word for word. Loaded when a page calls it. */
import type { FeatureContext } from '../../contract/feature.js';
import { responseThatSays } from '../../session/response-that-says.js';

export const create = (agent: FeatureContext): Say => new Say(agent);

class Say {
  readonly #agent: FeatureContext;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  /** Rejects with a `Fault` when there is no conversation, and none can begin. */
  async say(text: string): Promise<void> {
    const sentence = text.trim();
    if (!sentence) return;
    await this.#agent.ready();
    const { conversation } = this.#agent;
    const response = responseThatSays(sentence, conversation.session);
    conversation.tell('sendEvent', { type: 'response.create', response });
  }
}
