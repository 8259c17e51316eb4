import type { RequestSession, TurnDetection } from './objects/index.js';
import { voiceFromName } from './voice.js';
import type { AgentSettings, Mode } from '../contract/conversation.js';

/** Settings that belong to a Foundry agent: the service refuses them from a client in agent mode. */
const AGENT_OWNED: readonly string[] = [
  'instructions',
  'temperature',
  'tools',
  'tool_choice',
  'max_response_output_tokens',
  'reasoning_effort',
] as const satisfies readonly (keyof RequestSession)[];

/**
 * OpenAI transcription models pair with the gpt-realtime family, azure-speech with everything else. The name of a model
 * of one's own says nothing, its profile does.
 */
const transcriptionModel = ({ model, profile, agentName }: Whom): string =>
  !agentName && /^(gpt|byom)-.*realtime/.test(profile || model) ? 'gpt-4o-mini-transcribe' : 'azure-speech';

/** Sent with every turn detection, since the sources disagree on their defaults. The element truncates by itself. */
const ALWAYS_SENT = { create_response: true, interrupt_response: true, auto_truncate: false };

function withAlwaysSent(session: RequestSession): RequestSession {
  const detection = session.turn_detection;
  return detection ? { ...session, turn_detection: { ...ALWAYS_SENT, ...detection } } : session;
}

export const modalities = (mode: Mode): readonly string[] => (mode === 'text' ? ['text'] : ['text', 'audio']);

/** Whom the session is with; an agent brings a model of its own. */
export interface Whom {
  readonly model: string;
  readonly profile: string | undefined;
  readonly agentName: string | undefined;
}

/** The wire session that the attributes and the `session` property ask for. A voice of no known form is left out. */
export function sessionConfig(agent: AgentSettings, whom: Whom, mode: Mode): RequestSession {
  const language = agent.language;
  const session = {
    modalities: modalities(mode),
    voice: voiceFromName(agent.voice ?? ''),
    instructions: agent.instructions,
    input_audio_format: agent.inputAudioFormat,
    output_audio_format: agent.outputAudioFormat,
    input_audio_sampling_rate: agent.inputSamplingRate,
    turn_detection:
      agent.turnDetection === 'none' ? null : ({ type: agent.turnDetection, ...ALWAYS_SENT } as TurnDetection),
    input_audio_noise_reduction: agent.noiseReduction ? { type: agent.noiseReduction } : undefined,
    input_audio_echo_cancellation:
      agent.echoCancellation === 'none'
        ? undefined
        : {
            type: 'server_echo_cancellation',
            ...(agent.echoCancellation === 'reference' && { reference_source: 'client', channels: 2 }),
          },
    input_audio_transcription: {
      model: agent.transcriptionModel ?? transcriptionModel(whom),
      ...(language && { language }),
    },
    temperature: agent.temperature,
    max_response_output_tokens: agent.maxResponseOutputTokens,
    reasoning_effort: agent.reasoningEffort,
    tools: agent.tools[0] && agent.tools,
    ...agent.session,
  };
  // What the page left unsaid is left out, so that the defaults of the service hold.
  const said = Object.entries(session).filter(
    ([key, value]) => value !== undefined && !(whom.agentName && AGENT_OWNED.includes(key)),
  );
  return withAlwaysSent(Object.fromEntries(said));
}

/** The host's pinned settings win over everything the page said. */
export const withPinned = (session: RequestSession, pinned: RequestSession | undefined): RequestSession =>
  withAlwaysSent({ ...session, ...pinned });
