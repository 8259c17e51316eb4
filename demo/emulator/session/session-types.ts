/** Types of the session settings that the emulator uses. */
import type { InputAudioFormat, OutputAudioFormat } from '../audio/formats.js';
import type { JsonObject } from '../shared/json.js';

export type Modality = 'text' | 'audio' | 'animation' | 'avatar';

export interface Voice extends JsonObject {
  readonly type: string;
  readonly name?: string;
}

export interface TurnDetection extends JsonObject {
  readonly type: string;
  readonly threshold?: number;
  readonly prefix_padding_ms?: number;
  readonly silence_duration_ms?: number;
  readonly speech_duration_ms?: number | null;
  readonly eagerness?: 'auto' | 'low' | 'medium' | 'high';
  readonly create_response?: boolean;
  readonly interrupt_response?: boolean;
  readonly auto_truncate?: boolean;
  readonly appended_text_after_truncation?: string | null;
}

export interface Tool extends JsonObject {
  readonly type: string;
  readonly name?: string;
}

/** Names of tools; voice agents may have them in an object. */
export type ToolNames = readonly string[] | { readonly tool_names?: readonly string[] };

export interface McpServer extends Tool {
  readonly type: 'mcp';
  readonly server_label: string;
  /** absent where a connection of the project stands for it */
  readonly server_url?: string;
  readonly allowed_tools?: ToolNames;
  readonly require_approval?: 'never' | 'always' | { readonly [When in 'never' | 'always']?: ToolNames };
  /** of voice agents: when the result of a call becomes an answer */
  readonly response_scheduling?: 'when_idle' | 'interrupt' | 'skip_if_busy' | 'silent';
}

export interface FoundryAgent extends Tool {
  readonly type: 'foundry_agent';
  readonly agent_name: string;
  readonly return_agent_response_directly?: boolean;
}

export const isMcpServer = (tool: Tool): tool is McpServer => tool.type === 'mcp';
export const isFoundryAgent = (tool: Tool): tool is FoundryAgent => tool.type === 'foundry_agent';

/** Something to say while the answer is not there yet. */
export interface InterimResponse extends JsonObject {
  readonly type: string;
  readonly triggers?: readonly ('latency' | 'tool')[];
  readonly latency_threshold_ms?: number;
  readonly texts?: readonly string[];
}

export interface EchoCancellation extends JsonObject {
  readonly reference_source?: 'server' | 'client';
  readonly channels?: 1 | 2;
}

/** Fields of a session that the emulator acts on; all others are kept and sent back. */
interface SessionSettings {
  readonly model: string;
  readonly modalities: readonly Modality[];
  readonly voice: Voice;
  readonly instructions: string;
  readonly input_audio_format: InputAudioFormat;
  readonly input_audio_sampling_rate: number;
  readonly output_audio_format: OutputAudioFormat;
  readonly turn_detection: TurnDetection | null;
  readonly input_audio_echo_cancellation: EchoCancellation | null;
  readonly input_audio_transcription: JsonObject | null;
  readonly tools: readonly Tool[];
  readonly temperature?: number;
  readonly max_response_output_tokens: number | 'inf';
  readonly output_audio_timestamp_types?: readonly 'word'[] | null;
  readonly animation?: Animation | null;
  readonly avatar?: JsonObject | null;
  readonly tool_choice?: ToolChoice;
  readonly parallel_tool_calls?: boolean;
  readonly interim_response?: InterimResponse;
  readonly include?: readonly string[] | null;
}

export interface Animation {
  readonly outputs?: readonly string[];
}
export type ToolChoice = string | { readonly type: string; readonly name: string };

export interface Session extends SessionSettings, JsonObject {
  readonly id: string;
  readonly object: 'realtime.session';
  /** Unix seconds */
  readonly expires_at: number;
}

/** `session` of a `session.update` that passed the schema. */
export interface SessionPatch extends Partial<Omit<SessionSettings, 'voice'>>, JsonObject {
  readonly voice?: Voice | string;
}

/** Word timing, visemes and pre-generated messages need a voice of Azure's own. */
export const isAzureVoice = (voice: Voice): boolean => voice.type !== 'openai';

/** A bare string is the short form of an OpenAI voice. */
export const toVoice = (voice: Voice | string): Voice =>
  typeof voice === 'string' ? { type: 'openai', name: voice } : voice;
