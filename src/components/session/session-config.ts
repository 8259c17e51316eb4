/** Turns the attributes and the `session` property into the session of the wire. Pure. */
import { AGENT_OWNED, isGptRealtime, isVoiceAgent, type Target } from './model-facts.js';
import type * as SpeechNames from './speech-names.js';
import type { Mode } from '../../worker/contract/conversation.js';
import type { RequestSession, Tool, TurnDetection } from '../../worker/protocol/objects/index.js';
import { modalities, withAlwaysSent } from '../../worker/protocol/session-defaults.js';

/** The settings as the attributes and properties give them, before they take the form of the wire. */
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
  /** `none`, `server`, or `reference`: the service cancels the echo with the audio that the page really plays. */
  readonly echoCancellation: string;
  readonly transcriptionModel: string | undefined;
  readonly inputAudioFormat: string;
  readonly outputAudioFormat: string;
  readonly inputSamplingRate: number | undefined;
  /** The functions of the page that the agent may call, and the wire tools of the property `tools`. */
  readonly tools: readonly Tool[];
  /** The `session` property. Its fields replace those that the settings above make. */
  readonly session: RequestSession | undefined;
}

/** The default model of transcription: OpenAI's go only with the gpt-realtime models, azure-speech with all others. */
const transcriptionModel = (target: Target): string =>
  isGptRealtime(target) ? 'gpt-4o-mini-transcribe' : 'azure-speech';

/**
 * All tools as one list: the functions and wire tools of the page, then those of the `session` property. Of functions with
 * the same name the last one counts, since the service refuses a name that stands there twice. Undefined when there is none.
 */
function toolList({ tools, session }: AgentSettings): readonly Tool[] | undefined {
  const all = [...tools, ...(session?.tools ?? [])];
  const byKey = new Map(all.map((tool, i) => [tool.type === 'function' ? tool.name : i, tool]));
  return all[0] && [...byKey.values()];
}

/**
 * Makes the session of the wire. It leaves out a voice whose name has no known form.
 * @param names what names of voices and languages mean; without it they are left out
 */
export function sessionConfig(
  agent: AgentSettings,
  target: Target,
  mode: Mode,
  names: typeof SpeechNames | undefined,
): RequestSession {
  // A voice agent's definition has all the rest. What a page still wants, it says by `session`.
  if (isVoiceAgent(target)) return { ...(mode === 'text' && { modalities: modalities(mode) }), ...agent.session };
  const transcriber = agent.transcriptionModel ?? transcriptionModel(target);
  const language = names?.languageHint(agent.language, transcriber);
  const session = {
    modalities: modalities(mode),
    voice: names?.voiceFromName(agent.voice ?? ''),
    instructions: names ? names.withLanguage(agent.instructions, agent.language) : agent.instructions,
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
      model: transcriber,
      ...(language && { language }),
    },
    temperature: agent.temperature,
    max_response_output_tokens: agent.maxResponseOutputTokens,
    reasoning_effort: agent.reasoningEffort,
    ...agent.session,
    tools: toolList(agent),
  };
  // Unset settings are left out, so that the service's defaults hold. So are those of an agent, which the service refuses.
  const said = Object.entries(session).filter(
    ([key, value]) => value !== undefined && !(target.agentName && AGENT_OWNED.includes(key)),
  );
  return withAlwaysSent(Object.fromEntries(said));
}
