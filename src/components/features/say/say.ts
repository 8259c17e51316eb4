/** `say()` makes the agent speak a text word for word. Loaded when a page calls it. */
import type { FeatureContext } from '../../contract/feature.js';
import { isAzureVoice } from '../../session/model-facts.js';
import type { ResponseCreateParams, ResponseSession } from '../../../worker/protocol/objects/index.js';

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

/** The request for an answer with this text. An OpenAI voice cannot speak a given text, so the model is asked to say it. */
function responseThatSays(text: string, session: ResponseSession | undefined): ResponseCreateParams {
  return isAzureVoice(session?.voice) || !session?.modalities?.includes('audio')
    ? { pre_generated_assistant_message: { type: 'message', role: 'assistant', content: [{ type: 'text', text }] } }
    : { instructions: `Say exactly these words and nothing else: ${text}` };
}
