/**
 * The two dialects of the service for tests that are the same in both: with Voice Live's own route, and with a Foundry voice
 * agent of the emulator. What a page says by attributes there is in the agent's saved definition here.
 */
import type { ToolDefinition, ToolHandler, VoiceLiveAgent } from '../../../src/index.js';
import { control, faultsOfNext, mint, stage, tokenUrl, withFaults, type Connection } from './live-agent.js';
import { connectionsWith, nameForAgent, saveVoiceAgent } from './voice-agent.js';

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Dialect {
  readonly name: 'voice-live' | 'voice-agent';
  /** Mocha's `it`. `notWithAgents`: why a voice agent has no such thing. */
  readonly it: (title: string, run: (this: Mocha.Context) => Promise<void>, notWithAgents?: string) => void;
  /** As in `live-agent.ts`. A voice agent's definition has the functions that the page registers in `prepare`. */
  readonly stage: typeof stage;
  readonly withFaults: typeof withFaults;
  /** The name of an event of the service. */
  readonly nameOf: (classic: string) => string;
  /** Makes the emulator send an event, which is given in the words of Voice Live. */
  readonly send: (connection: Connection, event: Event) => Promise<Response>;
  /** The types of what a client sends to set up a call: a voice agent's session sets itself up. */
  readonly setUp: readonly string[];
}

/** A part of the list of cases (`test/integration/conversation/`). */
export type Cases = (dialect: Dialect) => void;

export const voiceLive: Dialect = {
  name: 'voice-live',
  it: (title, run) => void it(title, run),
  stage,
  withFaults,
  nameOf: (classic) => classic,
  send: (connection, event) => control(connection, 'send', event),
  setUp: ['session.update'],
};

const NAMES: Readonly<Record<string, string>> = {
  'conversation.item.created': 'conversation.item.added',
  'response.audio.delta': 'response.output_audio.delta',
  'response.audio_transcript.delta': 'response.output_audio_transcript.delta',
  'response.text.delta': 'response.output_text.delta',
};
const nameOf = (classic: string): string => NAMES[classic] ?? classic;

/** What the agents of these tests are, apart from their name and what a test wants. */
const definitionOf = (agent: VoiceLiveAgent, attributes: Readonly<Record<string, string>>, tools: object[]) => ({
  model: 'gpt-realtime',
  ...(attributes['greeting'] && { greeting: { type: 'template', text: attributes['greeting'] } }),
  audio: {
    input: {
      transcription: { model: 'azure-speech' },
      turn_detection:
        'push-to-talk' in attributes || attributes['turn-detection'] === 'none'
          ? null
          : { type: attributes['turn-detection'] ?? 'azure_semantic_vad' },
    },
    output:
      attributes['voice'] === 'alloy'
        ? { voice: 'alloy', voice_type: 'openai' }
        : { voice: 'en-US-AvaNeural', voice_type: 'azure-standard' },
  },
  tools: [...((agent.tools as object[] | undefined) ?? []), ...tools].map((tool) => {
    const { name, description, parameters } = tool as { name: string; description?: string; parameters?: object };
    return { type: 'function', name, description, parameters };
  }),
});

/** What only a definition has. */
const OWNED = ['greeting', 'turn-detection', 'voice'];

const stageAgent: typeof stage = async (attributes = {}, prepare = () => undefined, home) => {
  const agentName = await nameForAgent();
  // By this the emulator's side is found.
  const structuredInputs = { name: `visitor-${Math.random().toString(36).slice(2)}` };
  const shown = Object.entries(attributes).filter(([attribute]) => !OWNED.includes(attribute));
  const tools: object[] = [];
  let definition = {};
  const staged = await stage(
    {
      'token-url': tokenUrl({ agentName, structuredInputs }),
      'agent-kind': 'voice',
      'agent-name': agentName,
      'agent-project-name': 'shop',
      ...Object.fromEntries(shown),
    },
    (agent) => {
      agent.removeAttribute('voice');
      agent.removeAttribute('model');
      agent.structuredInputs = structuredInputs;
      const { registerTool } = agent;
      agent.registerTool = ((tool: ToolDefinition, handler: ToolHandler) => {
        tools.push(tool);
        return registerTool.call(agent, tool, handler as ToolHandler<object>);
      }) as typeof registerTool;
      prepare(agent);
      agent.registerTool = registerTool;
      definition = definitionOf(agent, attributes, tools);
    },
    home,
  );
  await saveVoiceAgent(agentName, definition);
  return {
    ...staged,
    async service() {
      const found = (await connectionsWith(structuredInputs.name)).at(-1);
      if (!found) throw new Error(`the emulator knows no connection of ${structuredInputs.name}`);
      return found;
    },
  };
};

/** A complete address has the faults in it. The token travels beside it, as ever with a voice agent. */
const withAgentFaults: typeof withFaults = (faults) => (agent) => {
  agent.tokenProvider = async () => {
    const answer = await mint(agent);
    const { endpoint, token } = answer;
    if (answer.url !== undefined) {
      await faultsOfNext(faults);
      return answer;
    }
    const path = `/api/projects/shop/agents/${agent.agentName}/endpoint/protocols/voice`;
    const query = new URLSearchParams({
      'api-version': 'v1',
      foundry_features: 'VoiceAgents=V1Preview',
      structured_input: JSON.stringify(agent.structuredInputs),
      'emulator-faults': faults,
    });
    const url = `${endpoint.replace('http', 'ws')}${path}?${query}`;
    return { url, token, scheme: 'subprotocol', protocols: ['realtime'] };
  };
};

/** The parts of an agent's message. */
const PARTS: Readonly<Record<string, string>> = { text: 'output_text', audio: 'output_audio' };

/** The event in the words of voice agents. */
function inTheirWords(event: Event): Event {
  const item = event['item'] as { readonly content?: readonly { readonly type: string }[] } | undefined;
  const content = item?.content?.map((part) => ({ ...part, type: PARTS[part.type] ?? part.type }));
  return { ...event, type: nameOf(event.type), ...(content && { item: { ...item, content } }) };
}

export const voiceAgent: Dialect = {
  name: 'voice-agent',
  it: (title, run, not) => void (not === undefined ? it(title, run) : it.skip(`${title} (not here: ${not})`, run)),
  stage: stageAgent,
  withFaults: withAgentFaults,
  nameOf,
  send: (connection, event) => control(connection, 'send', inTheirWords(event)),
  setUp: [],
};
