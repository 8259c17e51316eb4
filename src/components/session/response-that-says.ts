/** How the agent is made to say a given text. */
import { isAzureVoice } from './model-facts.js';
import type { ResponseCreateParams, ResponseSession } from '../../worker/protocol/objects/index.js';

/** The request for an answer with this text. An OpenAI voice cannot speak a given text, so the model is asked to say it. */
export function responseThatSays(text: string, session: ResponseSession | undefined): ResponseCreateParams {
  return isAzureVoice(session?.voice) || !session?.modalities?.includes('audio')
    ? { pre_generated_assistant_message: { type: 'message', role: 'assistant', content: [{ type: 'text', text }] } }
    : { instructions: `Say exactly these words and nothing else: ${text}` };
}
