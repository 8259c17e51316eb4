/** The wire session that the attributes and the `session` property ask for. Pure. */
import { AGENT_OWNED, isGptRealtime, type Target } from './model-facts.js';
import { voiceFromName } from './voice-kind.js';
import type { Mode } from '../../worker/contract/conversation.js';
import type { RequestSession, Tool, TurnDetection } from '../../worker/protocol/objects/index.js';
import { modalities, withAlwaysSent } from '../../worker/protocol/session-defaults.js';

/** How the agent should be: what the attributes say, still in the page's words. */
export interface AgentSettings {
  readonly voice: string | undefined;
  readonly instructions: string | undefined;
  readonly greeting: string | undefined;
  readonly language: string | undefined;
  readonly temperature: number | undefined;
  readonly maxResponseOutputTokens: number | 'inf' | undefined;
  readonly reasoningEffort: string | undefined;
  readonly turnDetection: string;
  readonly noiseReduction: string | undefined;
  /** `none`, `server`, or `reference`: the service cancels by what is really played here. */
  readonly echoCancellation: string;
  readonly transcriptionModel: string | undefined;
  readonly inputAudioFormat: string;
  readonly outputAudioFormat: string;
  readonly inputSamplingRate: number | undefined;
  /** What the page lets the agent call. */
  readonly tools: readonly Tool[];
  /** The `session` property: merged over all of the above. */
  readonly session: RequestSession | undefined;
}

/** OpenAI transcription models pair with the gpt-realtime family, azure-speech with everything else. */
const transcriptionModel = (target: Target): string =>
  isGptRealtime(target) ? 'gpt-4o-mini-transcribe' : 'azure-speech';

/** The wire session that the attributes and the `session` property ask for. A voice of no known form is left out. */
export function sessionConfig(agent: AgentSettings, target: Target, mode: Mode): RequestSession {
  const language = agent.language;
  const session = {
    modalities: modalities(mode),
    voice: voiceFromName(agent.voice ?? ''),
    instructions: agent.instructions,
    input_audio_format: agent.inputAudioFormat,
    output_audio_format: agent.outputAudioFormat,
    input_audio_sampling_rate: agent.inputSamplingRate,
    turn_detection: agent.turnDetection === 'none' ? null : ({ type: agent.turnDetection } as TurnDetection),
    input_audio_noise_reduction: agent.noiseReduction ? { type: agent.noiseReduction } : undefined,
    input_audio_echo_cancellation:
      agent.echoCancellation === 'none'
        ? undefined
        : {
            type: 'server_echo_cancellation',
            ...(agent.echoCancellation === 'reference' && { reference_source: 'client', channels: 2 }),
          },
    input_audio_transcription: {
      model: agent.transcriptionModel ?? transcriptionModel(target),
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
    ([key, value]) => value !== undefined && !(target.agentName && AGENT_OWNED.includes(key)),
  );
  return withAlwaysSent(Object.fromEntries(said));
}
