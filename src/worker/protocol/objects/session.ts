/** The session: what a client asks for, and what the service says is in force. */
import type {
  AnimationOutputType,
  AudioTimestampType,
  EchoCancellationReferenceSource,
  InputAudioFormat,
  InterimResponseTrigger,
  Modality,
  NoiseReductionType,
  OutputAudioFormat,
  ReasoningEffort,
  SessionIncludeOption,
  TranscriptionModel,
} from '../enums.js';
import type { AvatarConfig } from './avatar.js';
import type { Tool, ToolChoice } from './tools.js';
import type { TurnDetection } from './turn-detection.js';
import type { Voice } from './voices.js';

export interface AgentConfig {
  readonly type: 'agent';
  readonly name: string;
  readonly description?: string;
  readonly agent_id: string;
  /** Conversation thread. */
  readonly thread_id: string;
}

export interface Animation {
  /** Default "default". */
  readonly model_name?: string;
  /** Default ["blendshapes"]. */
  readonly outputs?: readonly AnimationOutputType[];
}

export interface AudioEchoCancellation {
  readonly type: 'server_echo_cancellation';
  /** Client goes only with channels 2 and the client_ec_reference URL feature. Default "server"; since 2026-06-01-preview. */
  readonly reference_source?: EchoCancellationReferenceSource;
  /** 2 = interleaved mic, reference; append sizes must divide by 4; pcm16 only; fixed for the session. Default 1; 1 to 2; since 2026-06-01-preview. */
  readonly channels?: number;
}

export interface AudioInputTranscriptionOptions {
  readonly model: TranscriptionModel;
  /** BCP-47, ISO-639-1, or a comma list for auto detection. */
  readonly language?: string;
  /** Locale to custom model id; azure-speech only. */
  readonly custom_speech?: Readonly<Record<string, string>>;
  /** Bias hints; azure-speech and mai-transcribe models. */
  readonly phrase_list?: readonly string[];
  /** Whisper-1 and gpt-4o-transcribe family only. */
  readonly prompt?: string;
}

export interface AudioNoiseReduction {
  readonly type: NoiseReductionType;
}

export interface LlmInterimResponseConfig {
  readonly type: 'llm_interim_response';
  /** Default ["latency"]. */
  readonly triggers?: readonly InterimResponseTrigger[];
  /** Default 2000; at least 0. */
  readonly latency_threshold_ms?: number;
  /** Default "gpt-4.1-mini". */
  readonly model?: string;
  readonly instructions?: string;
  /** Default 50; at least 1. */
  readonly max_completion_tokens?: number;
}

export interface RequestSession {
  /** Fixed once the session has started; normally given in the URL. */
  readonly model?: string;
  /** Add avatar or animation as wanted; audio alone is refused. Default ["text", "audio"]. */
  readonly modalities?: readonly Modality[];
  /** Viseme needs an Azure standard or custom voice. */
  readonly animation?: Animation;
  /** Cannot change after the model has spoken with it. */
  readonly voice?: Voice;
  /** Empty string clears; refused with a custom agent. */
  readonly instructions?: string;
  /** Hz; default 24000, 8000 with G.711; one of 8000, 16000, 24000. Fixed for the session once a client sends an echo reference. */
  readonly input_audio_sampling_rate?: number;
  /** Default "pcm16". */
  readonly input_audio_format?: InputAudioFormat;
  /** Default "pcm16". */
  readonly output_audio_format?: OutputAudioFormat;
  /** Null means push-to-talk. Default {"type": "server_vad"}. */
  readonly turn_detection?: TurnDetection | null;
  readonly input_audio_noise_reduction?: AudioNoiseReduction | null;
  readonly input_audio_echo_cancellation?: AudioEchoCancellation | null;
  /** The reply carries ice_servers to use. */
  readonly avatar?: AvatarConfig;
  /** Default null, off, for realtime models; azure-speech is on by itself for text models and agents. */
  readonly input_audio_transcription?: AudioInputTranscriptionOptions | null;
  /** Needs an Azure voice. */
  readonly output_audio_timestamp_types?: readonly AudioTimestampType[];
  /** Functions of the page, MCP servers, Foundry agents. */
  readonly tools?: readonly Tool[];
  /** `auto`, `none`, `required`, or one function. */
  readonly tool_choice?: ToolChoice;
  /** Docs bounds; TypeSpec says 0 to 1, default 0.7. Default 0.8; 0.6 to 1.2. */
  readonly temperature?: number;
  /** Default "inf"; 1 to 4096. */
  readonly max_response_output_tokens?: number | 'inf';
  /** Since 2026-01-01-preview. */
  readonly reasoning_effort?: ReasoningEffort;
  /** Docs print it with a hyphen; the underscore form is what live probes had accepted. Since 2026-01-01-preview. */
  readonly interim_response?: InterimResponseConfig;
  /** Since 2026-04-10. */
  readonly include?: readonly SessionIncludeOption[];
  /** Also copied to resource logs. At most 16 entries; keys up to 64 characters; values up to 512 characters; since 2026-04-10. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The typed SDK drops it. Default true; since 2026-06-01-preview. */
  readonly parallel_tool_calls?: boolean;
}

/** The whole effective session, as the service tells it. */
export interface ResponseSession extends RequestSession {
  /** Present in agent mode. */
  readonly agent?: AgentConfig;
  readonly id?: string;
  /** Id of the stored conversation with a voice agent. The service tells it beside the session. */
  readonly conversation_id?: string;
  /** Of a voice agent that hands over: the behaviour that speaks now. */
  readonly handoff?: { readonly active_node_id?: string; readonly nodes?: unknown } | null;
  /** Unix seconds, set by the server. Since 2026-07-15. */
  readonly expires_at?: number;
  readonly object?: 'realtime.session';
}

export interface StaticInterimResponseConfig {
  readonly type: 'static_interim_response';
  /** Default ["latency"]. */
  readonly triggers?: readonly InterimResponseTrigger[];
  /** Default 2000; at least 0. */
  readonly latency_threshold_ms?: number;
  readonly texts?: readonly string[];
}

export type InterimResponseConfig = StaticInterimResponseConfig | LlmInterimResponseConfig;

export type InterimResponseConfigBase = StaticInterimResponseConfig | LlmInterimResponseConfig;
