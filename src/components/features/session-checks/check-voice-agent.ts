/** What a page sets, and a Foundry voice agent has by its own definition. Pure. */
import type { Tool } from '../../contract/tools.js';
import type { ResponseSession } from '../../../worker/protocol/objects/index.js';

/** Attributes that such a conversation does not send. */
const OF_THE_AGENT = [
  'model',
  'profile',
  'voice',
  'instructions',
  'greeting',
  'temperature',
  'max-response-output-tokens',
  'reasoning-effort',
  'turn-detection',
  'noise-reduction',
  'transcription-model',
  'input-audio-format',
  'output-audio-format',
  'input-sampling-rate',
  'conversation-id',
] as const;

/** One sentence for each attribute that has no effect. */
export const unusedAttributes = (host: Pick<Element, 'hasAttribute'>): readonly string[] =>
  OF_THE_AGENT.filter((name) => host.hasAttribute(name)).map(
    (name) => `${name} has no effect with agent-kind="voice": the agent's definition has it. Use session to change it.`,
  );

/** One sentence for each function of the page that the agent does not know, and so never calls. A relay may hide its tools. */
export function unknownTools({ tools }: ResponseSession, own: readonly Pick<Tool, 'name'>[]): readonly string[] {
  if (!tools) return [];
  const known = new Set(tools.map((tool) => (tool as { readonly name?: string }).name));
  return own
    .filter(({ name }) => !known.has(name))
    .map(
      ({ name }) => `The voice agent has no tool "${name}", so it never calls it. Add it to the agent's definition.`,
    );
}
