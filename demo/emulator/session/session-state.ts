/** The session at the beginning, and after an update. Pure. */
import { newId } from '../shared/ids.js';
import { isRealtimeModel } from './session-rules.js';
import { type Session, type SessionPatch, toVoice, type TurnDetection } from './session-types.js';

export interface AgentTarget {
  readonly name: string;
  readonly project: string;
  readonly version: string | undefined;
  readonly conversationId: string | undefined;
}

export interface SessionStart {
  readonly apiVersion: string;
  readonly model: string | undefined;
  readonly agent: AgentTarget | undefined;
  readonly conversationId: string;
  /** Unix milliseconds */
  readonly expiresAtMs: number;
}

/** The session as it is before the client has said anything. */
export function initialSession({ apiVersion, model, agent, conversationId, expiresAtMs }: SessionStart): Session {
  const hearsAudio = agent === undefined && isRealtimeModel(model ?? '');
  return {
    id: newId('sess'),
    object: 'realtime.session',
    model: model ?? '',
    modalities: ['text', 'audio'],
    voice: hearsAudio ? { type: 'openai', name: 'alloy' } : { type: 'azure-standard', name: 'en-US-AvaNeural' },
    instructions: '',
    input_audio_sampling_rate: 24_000,
    input_audio_format: 'pcm16',
    output_audio_format: 'pcm16',
    turn_detection: withDefaults({ type: 'server_vad' }, apiVersion),
    input_audio_noise_reduction: null,
    input_audio_echo_cancellation: null,
    input_audio_transcription: hearsAudio ? null : { model: 'azure-speech' },
    tools: [],
    tool_choice: 'auto',
    temperature: 0.8,
    max_response_output_tokens: 'inf',
    ...(apiVersion >= '2026-06-01' && { parallel_tool_calls: true }),
    ...(apiVersion >= '2026-07-15' && { expires_at: Math.floor(expiresAtMs / 1000) }),
    ...(agent && { agent: describeAgent(agent, conversationId) }),
  };
}

/** Only the fields present change; the rest of the session stays as it was. */
export function updatedSession(session: Session, patch: SessionPatch, apiVersion: string): Session {
  const { voice, turn_detection: detection, input_audio_format: format, ...others } = patch;
  return {
    ...session,
    // a format without a rate brings its own
    ...(format &&
      format !== session.input_audio_format && { input_audio_sampling_rate: format === 'pcm16' ? 24_000 : 8_000 }),
    ...others,
    ...(format && { input_audio_format: format }),
    ...(voice !== undefined && { voice: toVoice(voice) }),
    ...(detection !== undefined && { turn_detection: detection && withDefaults(detection, apiVersion) }),
  };
}

function withDefaults(detection: TurnDetection, apiVersion: string): TurnDetection {
  const reaction = { create_response: true, interrupt_response: true, auto_truncate: false };
  if (detection.type === 'semantic_vad') return { eagerness: 'auto', ...reaction, ...detection };
  const semantic = detection.type.startsWith('azure_semantic_vad');
  return {
    threshold: 0.5,
    prefix_padding_ms: apiVersion < '2026-04-10' ? 300 : semantic ? 420 : 400,
    silence_duration_ms: 500,
    speech_duration_ms: semantic ? 80 : 200,
    ...(semantic && { remove_filler_words: false }),
    ...reaction,
    ...detection,
  };
}

const describeAgent = ({ name, project, version }: AgentTarget, conversationId: string) => ({
  type: 'agent',
  name,
  description: `Stands in for the agent ${name} of the project ${project}.`,
  agent_id: version ? `${name}:${version}` : name,
  thread_id: conversationId,
});
