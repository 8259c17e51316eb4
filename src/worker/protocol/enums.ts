/**
 * The named value sets of the Voice Live wire. They are open: a value that a newer service adds passes through, and
 * editors still offer the known ones.
 * @see https://learn.microsoft.com/azure/ai-services/speech-service/voice-live-api-reference-2026-07-15
 */

/** Any string, without hiding the literals beside it from editors. */
export type OpenString = string & {};

/** Video of an avatar needs text, audio and avatar; audio alone is refused. */
export type Modality = 'text' | 'audio' | 'animation' | 'avatar' | OpenString;

/** One page says that only `viseme_id` works today. */
export type AnimationOutputType = 'blendshapes' | 'viseme_id' | OpenString;

/** Plain string form is also accepted as `voice`. */
export type OAIVoice =
  'alloy' | 'ash' | 'ballad' | 'coral' | 'echo' | 'sage' | 'shimmer' | 'verse' | 'marin' | 'cedar' | OpenString;

/** Known values; the service may add more. */
export type AzureVoiceType = 'azure-custom' | 'azure-standard' | 'azure-personal' | 'avatar-voice-sync' | OpenString;

/** The 2026-07-15 page lists only DragonLatestNeural and DragonHDOmniLatestNeural. */
export type PersonalVoiceModels =
  | 'DragonLatestNeural'
  | 'PhoenixLatestNeural'
  | 'PhoenixV2Neural'
  | 'DragonHDOmniLatestNeural'
  | 'MAI-Voice-1'
  | OpenString;

/** Only with the model `azure-realtime`; `ava` is the default. */
export type AzureRealtimeNativeVoiceName =
  | 'aarti'
  | 'andrew'
  | 'ava'
  | 'denise'
  | 'diya'
  | 'elsa'
  | 'florian'
  | 'francisca'
  | 'meera'
  | 'xiaoxiao'
  | 'yunxi'
  | 'ximena'
  | OpenString;

/** `pcm16` is mono, 16 bit, little-endian; G.711 has 8000 samples a second. */
export type InputAudioFormat = 'pcm16' | 'g711_ulaw' | 'g711_alaw' | OpenString;

/** Known values; the service may add more. */
export type OutputAudioFormat = 'pcm16' | 'pcm16_8000hz' | 'pcm16_16000hz' | 'g711_ulaw' | 'g711_alaw' | OpenString;

/** Null turns detection off; semantic_vad is documented but missing from the typed SDK. */
export type TurnDetectionType =
  | 'server_vad'
  | 'azure_semantic_vad'
  | 'azure_semantic_vad_en'
  | 'azure_semantic_vad_multilingual'
  | 'semantic_vad'
  | OpenString;

/** `default` behaves as `medium`; lower levels end the turn sooner. */
export type EouThresholdLevel = 'low' | 'medium' | 'high' | 'default' | OpenString;

/** Known values; the service may add more. */
export type EchoCancellationReferenceSource = 'server' | 'client' | OpenString;

/** Known values; the service may add more. */
export type AvatarConfigTypes = 'video-avatar' | 'photo-avatar' | OpenString;

/** Known values; the service may add more. */
export type PhotoAvatarBaseModes = 'vasa-1' | OpenString;

/** Known values; the service may add more. */
export type AvatarOutputProtocol = 'webrtc' | 'websocket' | OpenString;

/** Known values; the service may add more. */
export type AudioTimestampType = 'word' | OpenString;

/** Known values; the service may add more. */
export type ToolType = 'function' | 'mcp' | 'foundry_agent' | OpenString;

/** Known values; the service may add more. */
export type MCPApprovalType = 'never' | 'always' | OpenString;

/** Known values; the service may add more. */
export type ToolChoiceLiteral = 'auto' | 'none' | 'required' | OpenString;

/** Model dependent subset. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | OpenString;

/** Known values; the service may add more. */
export type SessionIncludeOption =
  | 'item.input_audio_transcription.logprobs'
  | 'item.input_audio_transcription.phrases'
  | 'file_search_call.results'
  | OpenString;

/** Known values; the service may add more. */
export type ItemType =
  | 'message'
  | 'function_call'
  | 'function_call_output'
  | 'mcp_list_tools'
  | 'mcp_call'
  | 'mcp_approval_request'
  | 'mcp_approval_response'
  | 'web_search_call'
  | 'file_search_call'
  | 'foundry_agent_call'
  | OpenString;

/** Known values; the service may add more. */
export type MessageRole = 'system' | 'user' | 'assistant' | OpenString;

/** Known values; the service may add more. */
export type ContentPartType = 'input_text' | 'input_audio' | 'input_image' | 'text' | 'audio' | OpenString;

/** Status a client may put on an item it creates. */
export type ItemParamStatus = 'completed' | 'incomplete' | OpenString;

/** Known values; the service may add more. */
export type InterimResponseConfigType = 'static_interim_response' | 'llm_interim_response' | OpenString;

/** Known values; the service may add more. */
export type InterimResponseTrigger = 'latency' | 'tool' | OpenString;

/** Known values; the service may add more. */
export type ResponseStatus = 'completed' | 'cancelled' | 'failed' | 'incomplete' | 'in_progress' | OpenString;

/** Known values; the service may add more. */
export type RequestImageContentPartDetail = 'auto' | 'low' | 'high' | OpenString;

/** Known values; the service may add more. */
export type ResponseItemStatus = 'in_progress' | 'completed' | 'incomplete' | OpenString;

/** Whisper/gpt-4o-* pair with gpt-realtime models; azure-speech pairs with text models and agents; mai-transcribe is an alias of the newest MAI model. */
export type TranscriptionModel =
  | 'whisper-1'
  | 'gpt-4o-transcribe'
  | 'gpt-4o-mini-transcribe'
  | 'gpt-4o-transcribe-diarize'
  | 'mai-transcribe-1'
  | 'azure-speech'
  | 'mai-transcribe'
  | 'mai-transcribe-2'
  | OpenString;

/** `near_field` and `far_field` are for gpt-realtime models. */
export type NoiseReductionType = 'azure_deep_noise_suppression' | 'near_field' | 'far_field' | OpenString;

/** Text based ones are refused on native realtime models; the smart one works on audio. */
export type EouDetectionModel =
  | 'semantic_detection_v1'
  | 'semantic_detection_v1_en'
  | 'semantic_detection_v1_multilingual'
  | 'smart_end_of_turn_detection'
  | OpenString;

/** Known values; the service may add more. */
export type VoiceType =
  | 'openai'
  | 'azure-standard'
  | 'azure-custom'
  | 'azure-personal'
  | 'avatar-voice-sync'
  | 'azure-realtime-native'
  | OpenString;

/** `auto` equals `medium`. */
export type SemanticVadEagerness = 'auto' | 'low' | 'medium' | 'high' | OpenString;

/** Known values; the service may add more. */
export type FoundryAgentContextType = 'no_context' | 'agent_context' | OpenString;

/** Known values; the service may add more. */
export type ErrorType = 'invalid_request_error' | 'server_error' | OpenString;

/** Known values; the service may add more. */
export type ResponseCancelledReason = 'turn_detected' | 'client_cancelled' | OpenString;

/** Known values; the service may add more. */
export type ResponseIncompleteReason = 'max_output_tokens' | 'content_filter' | OpenString;

/** Known values; the service may add more. */
export type WebSearchCallStatus = 'in_progress' | 'searching' | 'completed' | 'failed' | OpenString;

/** Known values; the service may add more. */
export type FileSearchCallStatus = 'in_progress' | 'searching' | 'completed' | 'incomplete' | 'failed' | OpenString;

/** Known values; the service may add more. */
export type ConversationTarget = 'auto' | 'none' | OpenString;

/** Samples a second. One page names 16000 and 24000 only. */
export type InputAudioSamplingRate = 8000 | 16000 | 24000;

/** Value of the `profile` query parameter. */
export type ByomProfile = 'byom-azure-openai-realtime' | 'byom-azure-openai-chat-completion' | OpenString;

/** Known values; the service may add more. */
export type SipCallState =
  | 'WaitingForCustomer'
  | 'Accepting'
  | 'Accepted'
  | 'Connected'
  | 'Rejecting'
  | 'Transferring'
  | 'Terminating'
  | 'Disconnected'
  | 'Failed'
  | 'Expired'
  | OpenString;

/** Known values; the service may add more. */
export type SipCallTerminalReason =
  | 'Rejected'
  | 'CustomerHangup'
  | 'SipProxyTerminate'
  | 'DecisionTimeout'
  | 'SetupFailure'
  | 'TransferSucceeded'
  | 'RuntimeError'
  | OpenString;

/** Known values; the service may add more. */
export type SipTransferState = 'trying' | 'succeeded' | 'failed' | OpenString;
