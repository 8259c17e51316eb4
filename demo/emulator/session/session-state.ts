/** The session at the beginning, and after an update. Pure. */
import { newId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import { isRealtimeModel } from './session-rules.js';
import { type Session, type SessionPatch, toVoice } from './session-types.js';
import { MODELS_OWN_DETECTION, withDefaults } from './turn-detection-defaults.js';

export interface AgentTarget {
  readonly name: string;
  readonly project: string;
  readonly version: string | undefined;
  readonly conversationId: string | undefined;
}

export interface SessionStart {
  readonly apiVersion: string;
  readonly model: string | undefined;
  /** a bring-your-own model: its name is already that of a deployment */
  readonly ownModel?: boolean;
  readonly agent: AgentTarget | undefined;
  readonly conversationId: string;
  /** Unix milliseconds */
  readonly expiresAtMs: number;
}

/** Default instructions. The service too replaces empty instructions by its own. */
const NO_INSTRUCTIONS = 'You are a friendly assistant that people talk with. Keep to what you know, and be brief.';

/** Fields that the service sends as null until something is set. Two of them are in no document. */
const NOTHING_YET = {
  ...{ input_audio_noise_reduction: null, input_audio_echo_cancellation: null, animation: null, avatar: null },
  ...{ output_audio_timestamp_types: null, truncation_strategy: null, include: null, greeting: null, handoff: null },
};

/** The session as it is before the client has said anything. */
export function initialSession(start: SessionStart): Session {
  const { apiVersion, model = '', ownModel, agent, conversationId, expiresAtMs } = start;
  const hearsAudio = agent === undefined && isRealtimeModel(model);
  return {
    id: newId('sess'),
    object: 'realtime.session',
    model: ownModel ? model : deploymentOf(model),
    modalities: hearsAudio ? ['audio'] : ['text', 'audio'],
    voice: hearsAudio ? { type: 'openai', name: 'alloy' } : { type: 'azure-standard', name: 'en-US-AvaNeural' },
    instructions: NO_INSTRUCTIONS,
    input_audio_sampling_rate: 24_000,
    input_audio_format: 'pcm16',
    output_audio_format: 'pcm16',
    turn_detection: hearsAudio ? MODELS_OWN_DETECTION : withDefaults({ type: 'server_vad' }, apiVersion),
    input_audio_transcription: hearsAudio ? null : transcription({ model: 'azure-speech' }),
    tools: [],
    tool_choice: 'auto',
    max_response_output_tokens: 'inf',
    expires_at: Math.floor(expiresAtMs / 1000),
    ...NOTHING_YET,
    ...(apiVersion >= '2026-06-01' && { parallel_tool_calls: true }),
    ...(agent && { agent: describeAgent(agent, conversationId) }),
  };
}

/** The name of the deployment, which the service sends in place of the requested model. */
export const deploymentOf = (model: string): string => (model.startsWith('gpt-') ? `${model}-global-standard` : model);

/** Only the fields present change; the rest of the session stays as it was. */
export function updatedSession(session: Session, patch: SessionPatch, apiVersion: string): Session {
  const { model: _, voice, turn_detection: detection, input_audio_format: format, instructions, ...others } = patch;
  const { input_audio_transcription: heard, ...rest } = others;
  return {
    ...session,
    // a new format without a rate sets its default rate
    ...(format &&
      format !== session.input_audio_format && { input_audio_sampling_rate: format === 'pcm16' ? 24_000 : 8_000 }),
    ...rest,
    ...(format && { input_audio_format: format }),
    ...(instructions !== undefined && { instructions: instructions || NO_INSTRUCTIONS }),
    ...(voice !== undefined && { voice: toVoice(voice) }),
    ...(heard !== undefined && { input_audio_transcription: heard && transcription(heard) }),
    ...(detection !== undefined && { turn_detection: detection && withDefaults(detection, apiVersion) }),
  };
}

/** Adds the fields that the service adds to a transcription. Azure's own detects the language if none is named. */
function transcription(asked: JsonObject): JsonObject {
  const azure = String(asked['model']) === 'azure-speech';
  return {
    ...(azure ? { language: '', delay: null } : { language: null }),
    ...{ prompt: null, custom_speech: null, phrase_list: null },
    ...asked,
  };
}

const describeAgent = ({ name, project, version }: AgentTarget, conversationId: string) => ({
  type: 'agent',
  name,
  description: `Stands in for the agent ${name} of the project ${project}.`,
  agent_id: version ? `${name}:${version}` : name,
  thread_id: conversationId,
});
