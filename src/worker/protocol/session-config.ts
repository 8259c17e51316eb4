import type { RequestSession, TurnDetection } from './objects.js';
import { voiceFromName } from './voice.js';
import type { AgentSettings, Mode } from '../contract/conversation.js';

export interface SessionConfig {
  readonly session: RequestSession;
  /** For the console: values that could not be used, and what holds instead. */
  readonly warnings: readonly string[];
}

/** Settings that belong to a Foundry agent: the service refuses them from a client in agent mode. */
const AGENT_OWNED = [
  'instructions',
  'temperature',
  'tools',
  'tool_choice',
  'max_response_output_tokens',
  'reasoning_effort',
] as const satisfies readonly (keyof RequestSession)[];

/** OpenAI transcription models pair with the gpt-realtime family, azure-speech with everything else. */
const transcriptionModel = (model: string, agentMode: boolean): string =>
  !agentMode && model.startsWith('gpt-') && model.includes('realtime') ? 'gpt-4o-mini-transcribe' : 'azure-speech';

/** Sent with every turn detection, since the sources disagree on their defaults. The element truncates by itself. */
const ALWAYS_SENT = { create_response: true, interrupt_response: true, auto_truncate: false };

function withAlwaysSent(session: RequestSession): RequestSession {
  const detection = session.turn_detection;
  return detection ? { ...session, turn_detection: { ...ALWAYS_SENT, ...detection } } : session;
}

/** Leaves out what the page left unsaid, so that the service's defaults hold. */
function compact(session: { readonly [K in keyof RequestSession]: RequestSession[K] | undefined }): RequestSession {
  return Object.fromEntries(Object.entries(session).filter(([, value]) => value !== undefined));
}

export const modalities = (mode: Mode): readonly string[] => (mode === 'text' ? ['text'] : ['text', 'audio']);

/** The wire session that the attributes and the `session` property ask for. */
export function sessionConfig(
  agent: AgentSettings,
  { model, agentMode, mode }: { readonly model: string; readonly agentMode: boolean; readonly mode: Mode },
): SessionConfig {
  const voice = agent.voice ? voiceFromName(agent.voice) : undefined;
  const warnings =
    agent.voice && !voice
      ? [
          `voice="${agent.voice}" has no known form (alloy, en-US-AvaNeural, ava): the default holds. ` +
            'Other voices go through the session property.',
        ]
      : [];
  const language = agent.language;
  const session = compact({
    modalities: modalities(mode),
    voice,
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
      model: agent.transcriptionModel ?? transcriptionModel(model, agentMode),
      ...(language && { language }),
    },
    temperature: agent.temperature,
    max_response_output_tokens: agent.maxResponseOutputTokens,
    reasoning_effort: agent.reasoningEffort,
    tools: agent.tools.length > 0 ? agent.tools : undefined,
  });
  const merged = withAlwaysSent({ ...session, ...agent.session });
  return { session: agentMode ? without(merged, AGENT_OWNED) : merged, warnings };
}

/** The host's pinned settings win over everything the page said. */
export const withPinned = (session: RequestSession, pinned: RequestSession | undefined): RequestSession =>
  withAlwaysSent({ ...session, ...pinned });

function without(session: RequestSession, keys: readonly (keyof RequestSession)[]): RequestSession {
  const kept = Object.entries(session).filter(([key]) => !(keys as readonly string[]).includes(key));
  return Object.fromEntries(kept);
}
