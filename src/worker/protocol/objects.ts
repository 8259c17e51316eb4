/**
 * The objects inside Voice Live events, as they stand on the wire (snake_case). Fields the service adds later pass
 * through untouched.
 * @see https://learn.microsoft.com/azure/ai-services/speech-service/voice-live-api-reference-2026-07-15
 */
import type {
  Modality,
  AnimationOutputType,
  OAIVoice,
  PersonalVoiceModels,
  AzureRealtimeNativeVoiceName,
  InputAudioFormat,
  OutputAudioFormat,
  EouThresholdLevel,
  EchoCancellationReferenceSource,
  AvatarConfigTypes,
  PhotoAvatarBaseModes,
  AvatarOutputProtocol,
  AudioTimestampType,
  MCPApprovalType,
  ToolChoiceLiteral,
  ReasoningEffort,
  SessionIncludeOption,
  MessageRole,
  ItemParamStatus,
  InterimResponseTrigger,
  ResponseStatus,
  RequestImageContentPartDetail,
  ResponseItemStatus,
  TranscriptionModel,
  NoiseReductionType,
  SemanticVadEagerness,
  FoundryAgentContextType,
  ErrorType,
  ResponseCancelledReason,
  ResponseIncompleteReason,
  WebSearchCallStatus,
  FileSearchCallStatus,
  ConversationTarget,
} from './enums.js';

export interface ActionFind {
  readonly pattern: string;
  readonly type: 'find';
  readonly url: string;
}

export interface ActionOpenPage {
  readonly type: 'open_page';
  readonly url: string;
}

export interface ActionSearch {
  readonly query?: string;
  readonly type: 'search';
  readonly sources?: readonly ActionSearchSource[];
}

export interface ActionSearchSource {
  readonly type: 'url';
  readonly url: string;
}

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

/** Content: text; audio cannot be injected. */
export interface AssistantMessageItem {
  readonly type: 'message';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly role: 'assistant';
  readonly content: readonly MessageContentPart[];
  readonly status?: ItemParamStatus;
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

export interface AvatarConfig {
  /** Default "video-avatar"; since 2026-01-01-preview. */
  readonly type?: AvatarConfigTypes;
  /** Optional on the way up; the service fills it in session.updated. */
  readonly ice_servers?: readonly IceServer[];
  readonly character: string;
  readonly style?: string;
  /** Needed for photo-avatar. Since 2026-01-01-preview. */
  readonly model?: PhotoAvatarBaseModes;
  /** Required by the types; the docs photo-avatar example leaves it out. */
  readonly customized: boolean;
  readonly video?: VideoParams;
  /** For photo avatars. Since 2026-01-01-preview. */
  readonly scene?: Scene;
  /** Default "webrtc"; since 2026-01-01-preview. */
  readonly output_protocol?: AvatarOutputProtocol;
  /** Also sends the audio on the WebSocket. Default false; since 2026-01-01-preview. */
  readonly output_audit_audio?: boolean;
}

/** Personal-voice synthesis tied to the avatar character, so it has no name. */
export interface AzureAvatarVoiceSyncVoice {
  readonly type: 'avatar-voice-sync';
  readonly model: PersonalVoiceModels;
  /** Matters for HD voices. 0 to 1. */
  readonly temperature?: number;
  /** Pronunciation lexicon. */
  readonly custom_lexicon_url?: string;
  /** Text normalisation endpoint. */
  readonly custom_text_normalization_url?: string;
  /** Accent preference per language, BCP-47 list. */
  readonly prefer_locales?: readonly string[];
  /** Forces one accent; text in another language may come out silent. */
  readonly locale?: string;
  /** Speaking style such as cheerful. */
  readonly style?: string;
  /** SSML prosody pitch as a string. */
  readonly pitch?: string;
  /** SSML prosody rate as a string: level name, percent, or multiplier; how-to gives 0.5 to 1.5. */
  readonly rate?: string;
  /** SSML prosody volume as a string: level, 0-100, or relative. */
  readonly volume?: string;
}

export interface AzureCustomVoice {
  readonly type: 'azure-custom';
  /** At least 1 characters. */
  readonly name: string;
  /** At least 1 characters. */
  readonly endpoint_id: string;
  /** Matters for HD voices. 0 to 1. */
  readonly temperature?: number;
  /** Pronunciation lexicon. */
  readonly custom_lexicon_url?: string;
  /** Text normalisation endpoint. */
  readonly custom_text_normalization_url?: string;
  /** Accent preference per language, BCP-47 list. */
  readonly prefer_locales?: readonly string[];
  /** Forces one accent; text in another language may come out silent. */
  readonly locale?: string;
  /** Speaking style such as cheerful. */
  readonly style?: string;
  /** SSML prosody pitch as a string. */
  readonly pitch?: string;
  /** SSML prosody rate as a string: level name, percent, or multiplier; how-to gives 0.5 to 1.5. */
  readonly rate?: string;
  /** SSML prosody volume as a string: level, 0-100, or relative. */
  readonly volume?: string;
}

/** A voice made from one person. */
export interface AzurePersonalVoice {
  readonly type: 'azure-personal';
  /** At least 1 characters. */
  readonly name: string;
  /** Matters for HD voices. 0 to 1. */
  readonly temperature?: number;
  readonly model: PersonalVoiceModels;
  /** Pronunciation lexicon. */
  readonly custom_lexicon_url?: string;
  /** Text normalisation endpoint. */
  readonly custom_text_normalization_url?: string;
  /** Accent preference per language, BCP-47 list. */
  readonly prefer_locales?: readonly string[];
  /** Forces one accent; text in another language may come out silent. */
  readonly locale?: string;
  /** In the type definitions, missing from the docs table. */
  readonly style?: string;
  /** SSML prosody pitch as a string. */
  readonly pitch?: string;
  /** SSML prosody rate as a string: level name, percent, or multiplier; how-to gives 0.5 to 1.5. */
  readonly rate?: string;
  /** SSML prosody volume as a string: level, 0-100, or relative. */
  readonly volume?: string;
}

export interface AzureRealtimeNativeVoice {
  readonly type: 'azure-realtime-native';
  /** Default "ava". */
  readonly name: AzureRealtimeNativeVoiceName;
}

/** Text based: only with text models and agents (cascaded pipeline). */
export interface AzureSemanticDetection {
  readonly model: 'semantic_detection_v1';
  /** Default "default". */
  readonly threshold_level?: EouThresholdLevel;
  /** Default 1000; at least 0. */
  readonly timeout_ms?: number;
}

/** Text based: only with text models and agents (cascaded pipeline). */
export interface AzureSemanticDetectionEn {
  readonly model: 'semantic_detection_v1_en';
  /** Default "default". */
  readonly threshold_level?: EouThresholdLevel;
  /** Default 1000; at least 0. */
  readonly timeout_ms?: number;
}

/** Text based: only with text models and agents (cascaded pipeline). */
export interface AzureSemanticDetectionMultilingual {
  readonly model: 'semantic_detection_v1_multilingual';
  /** Default "default". */
  readonly threshold_level?: EouThresholdLevel;
  /** Default 1000; at least 0. */
  readonly timeout_ms?: number;
}

export interface AzureSemanticVad {
  readonly type: 'azure_semantic_vad';
  /** Default 0.5; 0 to 1. */
  readonly threshold?: number;
  /** 300 before 2026-04-10. Default 420. */
  readonly prefix_padding_ms?: number;
  /** Default 500. */
  readonly silence_duration_ms?: number;
  readonly end_of_utterance_detection?: EouDetection;
  /** Default 80. */
  readonly speech_duration_ms?: number;
  /** Assumes playback starts at once. Default false. */
  readonly remove_filler_words?: boolean;
  /** BCP-47 list used by filler-word removal. */
  readonly languages?: readonly string[];
  /** Server shortens its own last turn when the user barges in; needs interrupt_response. Default false. */
  readonly auto_truncate?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly create_response?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly interrupt_response?: boolean;
  /** Text put after the cut in the stored turn; raw JSON only. Since 2026-01-01-preview. */
  readonly appended_text_after_truncation?: string;
}

export interface AzureSemanticVadEn {
  readonly type: 'azure_semantic_vad_en';
  /** Default 0.5; 0 to 1. */
  readonly threshold?: number;
  /** 300 before 2026-04-10. Default 420. */
  readonly prefix_padding_ms?: number;
  /** Default 500. */
  readonly silence_duration_ms?: number;
  readonly end_of_utterance_detection?: EouDetection;
  /** Default 80. */
  readonly speech_duration_ms?: number;
  /** Assumes playback starts at once. Default false. */
  readonly remove_filler_words?: boolean;
  /** Server shortens its own last turn when the user barges in; needs interrupt_response. Default false. */
  readonly auto_truncate?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly create_response?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly interrupt_response?: boolean;
}

export interface AzureSemanticVadMultilingual {
  readonly type: 'azure_semantic_vad_multilingual';
  /** Default 0.5; 0 to 1. */
  readonly threshold?: number;
  /** 300 before 2026-04-10. Default 420. */
  readonly prefix_padding_ms?: number;
  /** Default 500. */
  readonly silence_duration_ms?: number;
  readonly end_of_utterance_detection?: EouDetection;
  /** Default 80. */
  readonly speech_duration_ms?: number;
  /** Assumes playback starts at once. Default false. */
  readonly remove_filler_words?: boolean;
  /** BCP-47 list used by filler-word removal. */
  readonly languages?: readonly string[];
  /** Server shortens its own last turn when the user barges in; needs interrupt_response. Default false. */
  readonly auto_truncate?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly create_response?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly interrupt_response?: boolean;
  /** Text put after the cut in the stored turn; raw JSON only. Since 2026-01-01-preview. */
  readonly appended_text_after_truncation?: string;
}

export interface AzureStandardVoice {
  readonly type: 'azure-standard';
  /** At least 1 characters. */
  readonly name: string;
  /** Matters for HD voices. 0 to 1. */
  readonly temperature?: number;
  /** Pronunciation lexicon. */
  readonly custom_lexicon_url?: string;
  /** Text normalisation endpoint. */
  readonly custom_text_normalization_url?: string;
  /** Accent preference per language, BCP-47 list. */
  readonly prefer_locales?: readonly string[];
  /** Forces one accent; text in another language may come out silent. */
  readonly locale?: string;
  /** Speaking style such as cheerful. */
  readonly style?: string;
  /** SSML prosody pitch as a string. */
  readonly pitch?: string;
  /** SSML prosody rate as a string: level name, percent, or multiplier; how-to gives 0.5 to 1.5. */
  readonly rate?: string;
  /** SSML prosody volume as a string: level, 0-100, or relative. */
  readonly volume?: string;
}

export interface Background {
  /** Hex such as #00FF00FF; not together with image_url. */
  readonly color?: string;
  /** Not together with color. */
  readonly image_url?: string;
}

export interface CachedTokenDetails {
  readonly text_tokens: number;
  readonly audio_tokens: number;
  readonly image_tokens: number;
}

/** HTTP error envelope of a refused upgrade. */
export interface ErrorResponse {
  readonly error: VoiceLiveErrorDetails;
}

export interface FileSearchResult {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly file_id?: string;
  readonly filename?: string;
  readonly score?: number;
  readonly text?: string;
}

/** Lets a realtime model hand hard requests to a Foundry agent; missing from the SDK types. */
export interface FoundryAgentTool {
  readonly type: 'foundry_agent';
  readonly agent_name: string;
  readonly agent_version?: string;
  readonly project_name: string;
  /** Managed identity client id. */
  readonly client_id?: string;
  /** Replaces the description from the portal. */
  readonly description?: string;
  readonly foundry_resource_override?: string;
  /** Default "agent_context". */
  readonly agent_context_type?: FoundryAgentContextType;
  /** False lets the chat model rephrase. Default true. */
  readonly return_agent_response_directly?: boolean;
}

export interface FunctionCallItem {
  readonly type: 'function_call';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly status?: ItemParamStatus;
}

export interface FunctionCallOutputItem {
  readonly type: 'function_call_output';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly call_id: string;
  /** Free-form string, may be empty. */
  readonly output: string;
  readonly status?: ItemParamStatus;
}

export interface FunctionTool {
  readonly type: 'function';
  readonly name: string;
  readonly description?: string;
  /** JSON Schema object. */
  readonly parameters?: unknown;
}

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

export interface InputAudioContentPart {
  readonly type: 'input_audio';
  /** Base64. */
  readonly audio: string;
  readonly transcript?: string;
}

export interface InputTextContentPart {
  readonly type: 'input_text';
  readonly text: string;
}

export interface InputTokenDetails {
  readonly cached_tokens: number;
  readonly text_tokens: number;
  readonly audio_tokens: number;
  readonly image_tokens: number;
  readonly cached_tokens_details: CachedTokenDetails;
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

export interface LogProbProperties {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
}

export interface MCPApprovalResponseRequestItem {
  readonly type: 'mcp_approval_response';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly approval_request_id: string;
  readonly approve: boolean;
}

/** Tool of type mcp; the docs call it MCPTool. */
export interface MCPServer {
  readonly type: 'mcp';
  readonly server_label: string;
  readonly server_url: string;
  /** Token passed to the MCP server. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent means every tool. */
  readonly allowed_tools?: readonly string[];
  /** Or per tool lists under never / always. Default "always". */
  readonly require_approval?: MCPApprovalType | Readonly<Record<string, readonly string[]>>;
}

/** One entry of an mcp_list_tools item. */
export interface MCPTool {
  readonly name: string;
  readonly description?: string;
  readonly input_schema: unknown;
  readonly annotations?: unknown;
}

/** Gpt-realtime and gpt-realtime-mini only; not in the typed SDK. */
export interface OpenAISemanticVad {
  readonly type: 'semantic_vad';
  /** Default "auto". */
  readonly eagerness?: SemanticVadEagerness;
  /** Default true. */
  readonly create_response?: boolean;
  /** Default true. */
  readonly interrupt_response?: boolean;
  /** Listed as supported on the truncation page only. Default false. */
  readonly auto_truncate?: boolean;
}

export interface OpenAIVoice {
  readonly type: 'openai';
  readonly name: OAIVoice;
}

export interface OutputTextContentPart {
  readonly type: 'text';
  readonly text: string;
}

export interface OutputTokenDetails {
  readonly text_tokens: number;
  readonly audio_tokens: number;
  readonly reasoning_tokens?: number;
}

export interface RateLimitsItem {
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  readonly reset_seconds: number;
}

export interface RequestAudioContentPart {
  readonly type: 'input_audio';
  /** Base64. */
  readonly audio: string;
  readonly transcript?: string;
}

/** Part of a user message per docs; the SDK union for client messages leaves it out. */
export interface RequestImageContentPart {
  readonly type: 'input_image';
  /** Named url before 2026-06-01-preview. */
  readonly image_url?: string;
  readonly detail?: RequestImageContentPartDetail;
  /** Older name, before 2026-06-01-preview. */
  readonly url?: string;
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

export interface RequestTextContentPart {
  readonly type: 'input_text';
  readonly text?: string;
}

export interface Response {
  readonly id?: string;
  readonly object?: 'realtime.response';
  readonly status?: ResponseStatus;
  readonly status_details?: ResponseStatusDetails | null;
  readonly output?: readonly ResponseItem[];
  readonly usage?: TokenUsage;
  readonly conversation_id?: string | null;
  readonly voice?: Voice;
  readonly modalities?: readonly Modality[];
  readonly output_audio_format?: OutputAudioFormat;
  readonly temperature?: number;
  readonly max_output_tokens?: number | 'inf';
  readonly metadata?: Readonly<Record<string, string>>;
  /** Docs spelling of max_output_tokens. */
  readonly max_response_output_tokens?: number | 'inf';
}

export interface ResponseAudioContentPart {
  readonly type: 'audio';
  readonly transcript?: string | null;
  /** Only on conversation.item.retrieved (docs example). Base64. */
  readonly audio?: string;
}

export interface ResponseCancelledDetails {
  readonly type: 'cancelled';
  readonly reason: ResponseCancelledReason;
}

export interface ResponseCreateParams {
  /** Keep the result in the conversation. Default true. */
  readonly commit?: boolean;
  /** Stop a running response first. Default true. */
  readonly cancel_previous?: boolean;
  /** Added before generating. */
  readonly append_input_items?: readonly ConversationRequestItem[];
  /** Replaces the context for this response; [] empties it. */
  readonly input_items?: readonly ConversationRequestItem[];
  readonly modalities?: readonly Modality[];
  readonly instructions?: string;
  readonly voice?: Voice;
  /** Default "pcm16". */
  readonly output_audio_format?: OutputAudioFormat;
  readonly tools?: readonly Tool[];
  /** Typed as string in SDK; docs allow the same forms as the session. */
  readonly tool_choice?: string;
  /** Default 0.8; 0.6 to 1.2. */
  readonly temperature?: number;
  /** Docs name it max_response_output_tokens. Default "inf"; 1 to 4096. */
  readonly max_output_tokens?: number | 'inf';
  /** Speak this text instead of generating; one text part; needs an Azure voice to be heard. */
  readonly pre_generated_assistant_message?: AssistantMessageItem;
  /** Since 2026-01-01-preview. */
  readonly reasoning_effort?: ReasoningEffort;
  /** At most 16 entries; keys up to 64 characters; values up to 512 characters. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Since 2026-04-10. */
  readonly interim_response?: InterimResponseConfig;
  /** Since 2026-06-01-preview. */
  readonly invoke_input?: Readonly<Record<string, unknown>>;
  /** None keeps items out of the default conversation. Default "auto". */
  readonly conversation?: ConversationTarget;
  /** Docs spelling of max_output_tokens. 1 to 4096. */
  readonly max_response_output_tokens?: number | 'inf';
  /** Only in a docs example. */
  readonly animation?: Animation;
  /** An older name of `input_items`. */
  readonly input?: readonly ConversationRequestItem[];
}

export interface ResponseFailedDetails {
  readonly type: 'failed';
  readonly error: unknown;
}

export interface ResponseFileSearchCallItem {
  readonly type: 'file_search_call';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly queries?: readonly string[];
  readonly status: FileSearchCallStatus;
  /** Needs include file_search_call.results. */
  readonly results?: readonly FileSearchResult[];
}

export interface ResponseFoundryAgentCallItem {
  readonly type: 'foundry_agent_call';
  readonly id?: string;
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly agent_response_id?: string;
  readonly output?: string;
  readonly error?: unknown;
}

export interface ResponseFunctionCallItem {
  readonly type: 'function_call';
  readonly id?: string;
  /** Realtime.item per types; docs tables say conversation.item. */
  readonly object?: string;
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly status: ResponseItemStatus;
}

export interface ResponseFunctionCallOutputItem {
  readonly type: 'function_call_output';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly call_id: string;
  readonly output: string;
  /** Docs only. */
  readonly name?: string;
  /** Docs only. */
  readonly status?: ResponseItemStatus;
}

export interface ResponseIncompleteDetails {
  readonly type: 'incomplete';
  readonly reason: ResponseIncompleteReason;
}

export interface ResponseMCPApprovalRequestItem {
  readonly type: 'mcp_approval_request';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly arguments?: string;
  readonly name: string;
  readonly server_label: string;
}

export interface ResponseMCPApprovalResponseItem {
  readonly type: 'mcp_approval_response';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly approval_request_id: string;
  readonly approve: boolean;
  readonly reason?: string;
}

export interface ResponseMCPCallItem {
  readonly type: 'mcp_call';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly approval_request_id?: string;
  readonly arguments: string;
  readonly server_label: string;
  readonly name: string;
  readonly output?: string;
  readonly error?: unknown;
}

export interface ResponseMCPListToolItem {
  readonly type: 'mcp_list_tools';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly tools: readonly MCPTool[];
  readonly server_label: string;
}

export interface ResponseMessageItem {
  readonly type: 'message';
  readonly id?: string;
  /** Realtime.item per types; docs tables say conversation.item. */
  readonly object?: string;
  readonly role: MessageRole;
  readonly content: readonly ContentPart[];
  readonly status: ResponseItemStatus;
}

/** The whole effective session, as the service tells it. */
export interface ResponseSession extends RequestSession {
  /** Present in agent mode. */
  readonly agent?: AgentConfig;
  readonly id?: string;
  /** Unix seconds, set by the server. Since 2026-07-15. */
  readonly expires_at?: number;
  readonly object?: 'realtime.session';
}

export interface ResponseTextContentPart {
  readonly type: 'text';
  readonly text?: string;
}

export interface ResponseWebSearchCallItem {
  readonly type: 'web_search_call';
  readonly id?: string;
  readonly object?: 'realtime.item';
  readonly status: WebSearchCallStatus;
}

export interface RtcCallErrorDetails {
  readonly type: ErrorType;
  /** Missing_sdp is one documented value. */
  readonly code?: string;
  readonly message: string;
}

export interface Scene {
  /** Default 0; above 0. */
  readonly zoom?: number;
  /** Share of the picture; default 0; -1 to 1. */
  readonly position_x?: number;
  /** Share of the picture; default 0; -1 to 1. */
  readonly position_y?: number;
  /** Radians; default 0; -pi to pi. */
  readonly rotation_x?: number;
  /** Radians; default 0; -pi to pi. */
  readonly rotation_y?: number;
  /** Radians; default 0; -pi to pi. */
  readonly rotation_z?: number;
  /** Default 0; above 0, to 1. */
  readonly amplitude?: number;
}

export interface ServerEventErrorDetails {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
  readonly event_id?: string;
}

export interface ServerEventWarningDetails {
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
}

export interface ServerVad {
  readonly type: 'server_vad';
  /** Default 0.5; 0 to 1. */
  readonly threshold?: number;
  /** 300 before 2026-04-10. Default 400. */
  readonly prefix_padding_ms?: number;
  /** Default 500. */
  readonly silence_duration_ms?: number;
  readonly end_of_utterance_detection?: EouDetection;
  /** Server shortens its own last turn when the user barges in; needs interrupt_response. Default false. */
  readonly auto_truncate?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly create_response?: boolean;
  /** Docs default; TypeSpec states false. Default true. */
  readonly interrupt_response?: boolean;
  /** Documented, not in the TypeSpec or SDK model. Default 200. */
  readonly speech_duration_ms?: number;
}

/** Audio based end of turn; sits in end_of_utterance_detection of a semantic VAD; still preview at 2026-07-15. */
export interface SmartEndOfTurnDetection {
  readonly model: 'smart_end_of_turn_detection';
  /** Default "default". */
  readonly threshold_level?: EouThresholdLevel;
  /** At least 0. */
  readonly timeout_ms?: number;
}

export interface StaticInterimResponseConfig {
  readonly type: 'static_interim_response';
  /** Default ["latency"]. */
  readonly triggers?: readonly InterimResponseTrigger[];
  /** Default 2000; at least 0. */
  readonly latency_threshold_ms?: number;
  readonly texts?: readonly string[];
}

/** Content: input_text. */
export interface SystemMessageItem {
  readonly type: 'message';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly role: 'system';
  readonly content: readonly MessageContentPart[];
  readonly status?: ItemParamStatus;
}

export interface TokenUsage {
  readonly total_tokens: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly input_token_details: InputTokenDetails;
  readonly output_token_details: OutputTokenDetails;
}

export interface ToolChoiceFunctionSelection {
  readonly type: 'function';
  readonly name: string;
}

export interface TranscriptionPhrase {
  readonly offset_milliseconds: number;
  readonly duration_milliseconds: number;
  readonly text: string;
  readonly words?: readonly TranscriptionWord[];
  readonly locale?: string;
  readonly confidence?: number;
}

export interface TranscriptionWord {
  readonly text: string;
  readonly offset_milliseconds: number;
  readonly duration_milliseconds: number;
}

/** Content: input_text, input_audio, input_image. */
export interface UserMessageItem {
  readonly type: 'message';
  /** Client may choose it; the server makes one otherwise. */
  readonly id?: string;
  readonly role: 'user';
  readonly content: readonly MessageContentPart[];
  readonly status?: ItemParamStatus;
}

export interface VideoCrop {
  /** [x, y], not negative. 2 numbers. */
  readonly top_left: readonly number[];
  /** [x, y], not negative. 2 numbers. */
  readonly bottom_right: readonly number[];
}

export interface VideoParams {
  /** Default 2000000. */
  readonly bitrate?: number;
  /** Default "h264". */
  readonly codec?: 'h264';
  readonly crop?: VideoCrop;
  readonly resolution?: VideoResolution;
  readonly background?: Background;
  /** Default 10; 1 to 2000. */
  readonly gop_size?: number;
}

export interface VideoResolution {
  /** At least 1. */
  readonly width: number;
  /** At least 1. */
  readonly height: number;
}

export interface VoiceLiveErrorDetails {
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
  readonly type?: string;
  readonly event_id?: string;
}

export type Voice =
  | OpenAIVoice
  | AzureStandardVoice
  | AzureCustomVoice
  | AzurePersonalVoice
  | AzureAvatarVoiceSyncVoice
  | AzureRealtimeNativeVoice
  | OAIVoice;

export type AzureVoice = AzureStandardVoice | AzureCustomVoice | AzurePersonalVoice | AzureAvatarVoiceSyncVoice;

export type TurnDetection =
  ServerVad | OpenAISemanticVad | AzureSemanticVad | AzureSemanticVadEn | AzureSemanticVadMultilingual;

export type EouDetection =
  AzureSemanticDetection | AzureSemanticDetectionEn | AzureSemanticDetectionMultilingual | SmartEndOfTurnDetection;

export type Tool = FunctionTool | MCPServer | FoundryAgentTool;

export type ToolChoice = ToolChoiceFunctionSelection | ToolChoiceLiteral;

export type ToolChoiceSelection = ToolChoiceFunctionSelection;

export type InterimResponseConfig = StaticInterimResponseConfig | LlmInterimResponseConfig;

export type InterimResponseConfigBase = StaticInterimResponseConfig | LlmInterimResponseConfig;

export type ConversationRequestItem =
  MessageItem | FunctionCallItem | FunctionCallOutputItem | MCPApprovalResponseRequestItem;

export type MessageItem = SystemMessageItem | UserMessageItem | AssistantMessageItem;

export type MessageContentPart =
  InputTextContentPart | InputAudioContentPart | RequestImageContentPart | OutputTextContentPart;

export type ContentPart =
  | RequestTextContentPart
  | RequestAudioContentPart
  | RequestImageContentPart
  | ResponseTextContentPart
  | ResponseAudioContentPart;

export type ResponseItem =
  | ResponseMessageItem
  | ResponseFunctionCallItem
  | ResponseFunctionCallOutputItem
  | ResponseMCPListToolItem
  | ResponseMCPCallItem
  | ResponseMCPApprovalRequestItem
  | ResponseMCPApprovalResponseItem
  | ResponseWebSearchCallItem
  | ResponseFileSearchCallItem
  | ResponseFoundryAgentCallItem;

export type ResponseStatusDetails = ResponseCancelledDetails | ResponseIncompleteDetails | ResponseFailedDetails;

export type WebSearchAction = ActionSearch | ActionOpenPage | ActionFind;
