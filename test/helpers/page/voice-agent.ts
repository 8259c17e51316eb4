/** A real `<voice-live-agent>` that talks with a Foundry voice agent of the emulator. */
import type { Credential, VoiceLiveAgent } from '../../../src/index.js';
import { isRelayed, mint, stage, type Connection, type Stage } from './live-agent.js';

type Attributes = Readonly<Record<string, string>>;

/**
 * @param attributes `agent-name`, and `agent-kind` unless the token says with whom the page talks
 * @param more       what the answer of the token endpoint has besides
 * @param home       the parent, as in `stage`
 */
export const stageVoiceAgent = (
  attributes: Attributes,
  prepare: (agent: VoiceLiveAgent) => void = () => undefined,
  more: Partial<Credential> = {},
  home?: ParentNode,
): Promise<Stage> =>
  stage(
    { 'token-url': '', 'agent-project-name': 'shop', ...attributes },
    (agent) => {
      agent.removeAttribute('voice');
      agent.removeAttribute('model');
      agent.tokenProvider = async () => {
        const answer = await mint(agent);
        const { endpoint, token, url } = answer;
        return { ...(url === undefined ? { endpoint, token } : answer), ...more };
      };
      prepare(agent);
    },
    home,
  );

/** Gives the emulator an agent, for the sessions to come. */
export const saveVoiceAgent = (name: string, definition: object): Promise<Response> =>
  fetch(`/emulator/agents/${name}`, { method: 'PUT', body: JSON.stringify(definition) });

/** A name for an agent. Through a relay each takes the place of `plain`, which the relay knows. */
export const nameForAgent = async (): Promise<string> =>
  (await isRelayed()) ? 'plain' : `agent-${Math.random().toString(36).slice(2)}`;

/** Gives the emulator an agent, and returns its name. */
export async function defineVoiceAgent(definition: object): Promise<string> {
  const name = await nameForAgent();
  await saveVoiceAgent(name, definition);
  return name;
}

/** The emulator's connections with this word in their structured inputs, in order. A voice agent has no model in its address. */
export async function connectionsWith(input: string): Promise<readonly Connection[]> {
  const all = (await (await fetch('/emulator/connections')).json()) as readonly Connection[];
  return all.filter(({ query }) => query['structured_input']?.includes(input));
}
