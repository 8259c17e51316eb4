/**
 * Every event Voice Live sends.
 * @see https://learn.microsoft.com/azure/ai-services/speech-service/voice-live-api-reference-2026-07-15
 */
import type { CallId, ItemId, ResponseId } from './ids.js';
import type { SipCallState, SipCallTerminalReason, SipTransferState } from './enums.js';
import type {
  ContentPart,
  LogProbProperties,
  RateLimitsItem,
  Response,
  ResponseItem,
  ResponseSession,
  RtcCallErrorDetails,
  ServerEventErrorDetails,
  ServerEventWarningDetails,
  TranscriptionPhrase,
  VoiceLiveErrorDetails,
} from './objects/index.js';

/** What all of them carry. */
export interface ServerEventBase {
  readonly event_id?: string;
}

/** Internal (internal). */
export interface ByomCredentialUpdatedEvent extends ServerEventBase {
  readonly type: 'byom_credential.updated';
}

/** An item entered the conversation, whoever made it. */
export interface ConversationItemCreatedEvent extends ServerEventBase {
  readonly type: 'conversation.item.created';
  readonly previous_item_id?: ItemId | null;
  readonly item?: ResponseItem;
}

/** Answer to delete. */
export interface ConversationItemDeletedEvent extends ServerEventBase {
  readonly type: 'conversation.item.deleted';
  readonly item_id: ItemId;
}

/** Final user text; may come before or after the response events. */
export interface ConversationItemInputAudioTranscriptionCompletedEvent extends ServerEventBase {
  readonly type: 'conversation.item.input_audio_transcription.completed';
  readonly item_id: ItemId;
  readonly content_index: number;
  readonly transcript: string;
  /** Since 2026-04-10. */
  readonly logprobs?: readonly LogProbProperties[];
  /** Since 2026-04-10. */
  readonly phrases?: readonly TranscriptionPhrase[];
}

/** Partial user text. */
export interface ConversationItemInputAudioTranscriptionDeltaEvent extends ServerEventBase {
  readonly type: 'conversation.item.input_audio_transcription.delta';
  readonly item_id: ItemId;
  readonly content_index?: number;
  readonly delta?: string;
  readonly logprobs?: readonly LogProbProperties[];
}

/** Transcription of that item failed. */
export interface ConversationItemInputAudioTranscriptionFailedEvent extends ServerEventBase {
  readonly type: 'conversation.item.input_audio_transcription.failed';
  readonly item_id: ItemId;
  readonly content_index: number;
  readonly error: VoiceLiveErrorDetails;
}

/** Answer to retrieve. */
export interface ConversationItemRetrievedEvent extends ServerEventBase {
  readonly type: 'conversation.item.retrieved';
  readonly item?: ResponseItem;
}

/** After client truncate or server auto_truncate. */
export interface ConversationItemTruncatedEvent extends ServerEventBase {
  readonly type: 'conversation.item.truncated';
  readonly item_id: ItemId;
  readonly content_index: number;
  readonly audio_end_ms: number;
}

/** Most errors leave the session open; error.event_id names the client event at fault. */
export interface ErrorEvent extends ServerEventBase {
  readonly type: 'error';
  readonly error: ServerEventErrorDetails;
}

/** Answer to clear. */
export interface InputAudioBufferClearedEvent extends ServerEventBase {
  readonly type: 'input_audio_buffer.cleared';
}

/** By client or VAD; item_id is the coming user item. */
export interface InputAudioBufferCommittedEvent extends ServerEventBase {
  readonly type: 'input_audio_buffer.committed';
  readonly previous_item_id?: ItemId | null;
  readonly item_id: ItemId;
}

/** Stop local playback now. */
export interface InputAudioBufferSpeechStartedEvent extends ServerEventBase {
  readonly type: 'input_audio_buffer.speech_started';
  readonly audio_start_ms: number;
  readonly item_id: ItemId;
}

/** End of the user turn by VAD. */
export interface InputAudioBufferSpeechStoppedEvent extends ServerEventBase {
  readonly type: 'input_audio_buffer.speech_stopped';
  readonly audio_end_ms: number;
  readonly item_id: ItemId;
}

/** Tool listing ended; retrieve the item to see the tools. */
export interface McpListToolsCompletedEvent extends ServerEventBase {
  readonly type: 'mcp_list_tools.completed';
  readonly item_id: ItemId;
}

/** Tool listing failed. */
export interface McpListToolsFailedEvent extends ServerEventBase {
  readonly type: 'mcp_list_tools.failed';
  readonly item_id: ItemId;
}

/** Tool listing began. */
export interface McpListToolsInProgressEvent extends ServerEventBase {
  readonly type: 'mcp_list_tools.in_progress';
  readonly item_id: ItemId;
}

/** Answer to output_audio_buffer.clear. */
export interface OutputAudioBufferClearedEvent extends ServerEventBase {
  readonly type: 'output_audio_buffer.cleared';
}

/** WebRTC: playback began (preview). */
export interface OutputAudioBufferStartedEvent extends ServerEventBase {
  readonly type: 'output_audio_buffer.started';
  readonly response_id?: ResponseId;
}

/** WebRTC: playback ended (preview). */
export interface OutputAudioBufferStoppedEvent extends ServerEventBase {
  readonly type: 'output_audio_buffer.stopped';
  readonly response_id?: ResponseId;
}

/** Documented; sent at the start of a response, tokens for the output are reserved first (docs-only). */
export interface RateLimitsUpdatedEvent extends ServerEventBase {
  readonly type: 'rate_limits.updated';
  readonly rate_limits: readonly RateLimitsItem[];
}

/** Accepted phone call is live (SIP) (preview). */
export interface RealtimeCallConnectedEvent extends ServerEventBase {
  readonly type: 'realtime.call.connected';
  readonly call_id: CallId;
  readonly chain_id: string;
  readonly state: SipCallState;
  readonly terminal_reason?: SipCallTerminalReason;
  readonly error_code?: string;
}

/** Phone call over (SIP) (preview). */
export interface RealtimeCallDisconnectedEvent extends ServerEventBase {
  readonly type: 'realtime.call.disconnected';
  readonly call_id: CallId;
  readonly chain_id: string;
  readonly state: SipCallState;
  readonly terminal_reason?: SipCallTerminalReason;
  readonly error_code?: string;
}

/** Phone call failed (SIP) (preview). */
export interface RealtimeCallFailedEvent extends ServerEventBase {
  readonly type: 'realtime.call.failed';
  readonly call_id: CallId;
  readonly chain_id: string;
  readonly state: SipCallState;
  readonly terminal_reason?: SipCallTerminalReason;
  readonly error_code?: string;
}

/** Inbound phone call waits for a decision (SIP) (preview). */
export interface RealtimeCallIncomingEvent extends ServerEventBase {
  readonly type: 'realtime.call.incoming';
  readonly call_id: CallId;
  readonly chain_id: string;
  readonly state: SipCallState;
  readonly terminal_reason?: SipCallTerminalReason;
  readonly error_code?: string;
}

/** Blind call transfer failed (SIP) (preview). */
export interface RealtimeCallTransferFailedEvent extends ServerEventBase {
  readonly type: 'realtime.call.transfer.failed';
  readonly call_id: CallId;
  readonly transfer_id: string;
  readonly state: SipTransferState;
  readonly sip_code?: number;
  readonly reason?: string;
}

/** Blind call transfer succeeded (SIP) (preview). */
export interface RealtimeCallTransferSucceededEvent extends ServerEventBase {
  readonly type: 'realtime.call.transfer.succeeded';
  readonly call_id: CallId;
  readonly transfer_id: string;
  readonly state: SipTransferState;
  readonly sip_code?: number;
  readonly reason?: string;
}

/** Frames of blendshape weights, or one string. */
export interface ResponseAnimationBlendshapesDeltaEvent extends ServerEventBase {
  readonly type: 'response.animation_blendshapes.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly frames: readonly (readonly number[])[] | string;
  readonly frame_index: number;
}

/** No more frames; has no content_index. */
export interface ResponseAnimationBlendshapesDoneEvent extends ServerEventBase {
  readonly type: 'response.animation_blendshapes.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
}

/** Viseme id with audio offset. */
export interface ResponseAnimationVisemeDeltaEvent extends ServerEventBase {
  readonly type: 'response.animation_viseme.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly audio_offset_ms: number;
  readonly viseme_id: number;
}

/** Visemes finished. */
export interface ResponseAnimationVisemeDoneEvent extends ServerEventBase {
  readonly type: 'response.animation_viseme.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
}

/** Audio piece in output_audio_format; not sent on WebRTC calls. */
export interface ResponseAudioDeltaEvent extends ServerEventBase {
  readonly type: 'response.audio.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  /** Base64. */
  readonly delta: string;
}

/** Audio finished or interrupted. */
export interface ResponseAudioDoneEvent extends ServerEventBase {
  readonly type: 'response.audio.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
}

/** Word timing. */
export interface ResponseAudioTimestampDeltaEvent extends ServerEventBase {
  readonly type: 'response.audio_timestamp.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly audio_offset_ms: number;
  readonly audio_duration_ms: number;
  readonly text: string;
  readonly timestamp_type: 'word';
}

/** Timing finished; docs how-to shows it without indexes. */
export interface ResponseAudioTimestampDoneEvent extends ServerEventBase {
  readonly type: 'response.audio_timestamp.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
}

/** Citation on a transcript; shape depends on the source. */
export interface ResponseAudioTranscriptAnnotationAddedEvent extends ServerEventBase {
  readonly type: 'response.audio_transcript.annotation.added';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly annotation_index: number;
  readonly annotation: unknown;
}

/** Words of the spoken answer. */
export interface ResponseAudioTranscriptDeltaEvent extends ServerEventBase {
  readonly type: 'response.audio_transcript.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly delta: string;
}

/** Full transcript. */
export interface ResponseAudioTranscriptDoneEvent extends ServerEventBase {
  readonly type: 'response.audio_transcript.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly transcript: string;
}

/** New part. */
export interface ResponseContentPartAddedEvent extends ServerEventBase {
  readonly type: 'response.content_part.added';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly part: ContentPart;
}

/** Part finished or interrupted. */
export interface ResponseContentPartDoneEvent extends ServerEventBase {
  readonly type: 'response.content_part.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly part: ContentPart;
}

/** Status in_progress. */
export interface ResponseCreatedEvent extends ServerEventBase {
  readonly type: 'response.created';
  readonly response: Response;
}

/** Always sent, whatever the end state; audio bytes left out. */
export interface ResponseDoneEvent extends ServerEventBase {
  readonly type: 'response.done';
  readonly response: Response;
}

/** Search stage. */
export interface ResponseFileSearchCallCompletedEvent extends ServerEventBase {
  readonly type: 'response.file_search_call.completed';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly sequence_number: number;
}

/** Search stage. */
export interface ResponseFileSearchCallInProgressEvent extends ServerEventBase {
  readonly type: 'response.file_search_call.in_progress';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly sequence_number: number;
}

/** Search stage. */
export interface ResponseFileSearchCallSearchingEvent extends ServerEventBase {
  readonly type: 'response.file_search_call.searching';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly sequence_number: number;
}

/** Agent call ended well (docs-only). */
export interface ResponseFoundryAgentCallCompletedEvent extends ServerEventBase {
  readonly type: 'response.foundry_agent_call.completed';
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly agent_response_id?: string;
}

/** Agent call failed (docs-only). */
export interface ResponseFoundryAgentCallFailedEvent extends ServerEventBase {
  readonly type: 'response.foundry_agent_call.failed';
  readonly item_id: ItemId;
  readonly output_index: number;
}

/** Agent call has begun (docs-only). */
export interface ResponseFoundryAgentCallInProgressEvent extends ServerEventBase {
  readonly type: 'response.foundry_agent_call.in_progress';
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly agent_response_id?: string;
}

/** Arguments for a Foundry agent tool call, piece by piece (docs-only). */
export interface ResponseFoundryAgentCallArgumentsDeltaEvent extends ServerEventBase {
  readonly type: 'response.foundry_agent_call_arguments.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly delta: string;
}

/** Whole argument string (docs-only). */
export interface ResponseFoundryAgentCallArgumentsDoneEvent extends ServerEventBase {
  readonly type: 'response.foundry_agent_call_arguments.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly arguments: string;
}

/** JSON argument text, piece by piece. */
export interface ResponseFunctionCallArgumentsDeltaEvent extends ServerEventBase {
  readonly type: 'response.function_call_arguments.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly call_id: CallId;
  readonly delta: string;
}

/** Whole JSON argument text. */
export interface ResponseFunctionCallArgumentsDoneEvent extends ServerEventBase {
  readonly type: 'response.function_call_arguments.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly call_id: CallId;
  readonly arguments: string;
  /** In the types, missing from the docs table. */
  readonly name: string;
}

/** Raw non-speech event from a hosted agent. */
export interface ResponseInvocationDeltaEvent extends ServerEventBase {
  readonly type: 'response.invocation.delta';
  readonly delta: Readonly<Record<string, unknown>>;
}

/** Tool succeeded; if the response holds no message, ask with response.create. */
export interface ResponseMcpCallCompletedEvent extends ServerEventBase {
  readonly type: 'response.mcp_call.completed';
  readonly item_id: ItemId;
  readonly output_index: number;
}

/** Tool failed. */
export interface ResponseMcpCallFailedEvent extends ServerEventBase {
  readonly type: 'response.mcp_call.failed';
  readonly item_id: ItemId;
  readonly output_index: number;
}

/** Tool runs (after approval where needed). */
export interface ResponseMcpCallInProgressEvent extends ServerEventBase {
  readonly type: 'response.mcp_call.in_progress';
  readonly item_id: ItemId;
  readonly output_index: number;
}

/** Argument text piece. */
export interface ResponseMcpCallArgumentsDeltaEvent extends ServerEventBase {
  readonly type: 'response.mcp_call_arguments.delta';
  readonly delta: string;
  readonly item_id: ItemId;
  readonly response_id: ResponseId;
  readonly output_index: number;
  readonly obfuscation?: string;
}

/** Whole arguments. */
export interface ResponseMcpCallArgumentsDoneEvent extends ServerEventBase {
  readonly type: 'response.mcp_call_arguments.done';
  readonly item_id: ItemId;
  readonly response_id: ResponseId;
  readonly output_index: number;
  readonly arguments?: string;
}

/** New output item. */
export interface ResponseOutputItemAddedEvent extends ServerEventBase {
  readonly type: 'response.output_item.added';
  readonly response_id: ResponseId;
  readonly output_index: number;
  readonly item?: ResponseItem;
}

/** Item finished or interrupted. */
export interface ResponseOutputItemDoneEvent extends ServerEventBase {
  readonly type: 'response.output_item.done';
  readonly response_id: ResponseId;
  readonly output_index: number;
  readonly item?: ResponseItem;
}

/** Text modality only. */
export interface ResponseTextDeltaEvent extends ServerEventBase {
  readonly type: 'response.text.delta';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly delta: string;
}

/** Full text. */
export interface ResponseTextDoneEvent extends ServerEventBase {
  readonly type: 'response.text.done';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly content_index: number;
  readonly text: string;
}

/** Avatar over WebSocket: bytes of one fragmented MP4 stream (H.264, sometimes AAC), not aligned to its fragments. */
export interface ResponseVideoDeltaEvent extends ServerEventBase {
  readonly type: 'response.video.delta';
  readonly output_index: number;
  readonly codec: string;
  /** Base64. */
  readonly delta: string;
}

/** Search stage. */
export interface ResponseWebSearchCallCompletedEvent extends ServerEventBase {
  readonly type: 'response.web_search_call.completed';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly sequence_number: number;
}

/** Search stage. */
export interface ResponseWebSearchCallInProgressEvent extends ServerEventBase {
  readonly type: 'response.web_search_call.in_progress';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly sequence_number: number;
}

/** Search stage. */
export interface ResponseWebSearchCallSearchingEvent extends ServerEventBase {
  readonly type: 'response.web_search_call.searching';
  readonly response_id: ResponseId;
  readonly item_id: ItemId;
  readonly output_index: number;
  readonly sequence_number: number;
}

/** WebRTC call refused or failed (preview). */
export interface RtcCallErrorEvent extends ServerEventBase {
  readonly type: 'rtc.call.error';
  readonly operation?: string;
  readonly rtc_call_id?: string;
  readonly error: RtcCallErrorDetails;
}

/** Raw SDP answer and call id (preview). */
export interface RtcCallSdpCreatedEvent extends ServerEventBase {
  readonly type: 'rtc.call.sdp.created';
  readonly rtc_call_id: string;
  readonly sdp_answer: string;
}

/** `server_sdp` is base64 of the JSON answer {type, sdp}. */
export interface SessionAvatarConnectingEvent extends ServerEventBase {
  readonly type: 'session.avatar.connecting';
  /** Base64 of JSON RTCSessionDescription. */
  readonly server_sdp: string;
}

/** Avatar idles. */
export interface SessionAvatarSwitchToIdleEvent extends ServerEventBase {
  readonly type: 'session.avatar.switch_to_idle';
  readonly turn_id?: string;
}

/** Avatar speaks. */
export interface SessionAvatarSwitchToSpeakingEvent extends ServerEventBase {
  readonly type: 'session.avatar.switch_to_speaking';
  readonly turn_id?: string;
}

/** First event after connect; holds the defaults. */
export interface SessionCreatedEvent extends ServerEventBase {
  readonly type: 'session.created';
  readonly session: ResponseSession;
}

/** Whole effective configuration; with avatar it holds ice_servers. */
export interface SessionUpdatedEvent extends ServerEventBase {
  readonly type: 'session.updated';
  readonly session: ResponseSession;
}

/** Information only; session goes on. */
export interface WarningEvent extends ServerEventBase {
  readonly type: 'warning';
  readonly warning: ServerEventWarningDetails;
}

export type ServerEvent =
  | ByomCredentialUpdatedEvent
  | ConversationItemCreatedEvent
  | ConversationItemDeletedEvent
  | ConversationItemInputAudioTranscriptionCompletedEvent
  | ConversationItemInputAudioTranscriptionDeltaEvent
  | ConversationItemInputAudioTranscriptionFailedEvent
  | ConversationItemRetrievedEvent
  | ConversationItemTruncatedEvent
  | ErrorEvent
  | InputAudioBufferClearedEvent
  | InputAudioBufferCommittedEvent
  | InputAudioBufferSpeechStartedEvent
  | InputAudioBufferSpeechStoppedEvent
  | McpListToolsCompletedEvent
  | McpListToolsFailedEvent
  | McpListToolsInProgressEvent
  | OutputAudioBufferClearedEvent
  | OutputAudioBufferStartedEvent
  | OutputAudioBufferStoppedEvent
  | RateLimitsUpdatedEvent
  | RealtimeCallConnectedEvent
  | RealtimeCallDisconnectedEvent
  | RealtimeCallFailedEvent
  | RealtimeCallIncomingEvent
  | RealtimeCallTransferFailedEvent
  | RealtimeCallTransferSucceededEvent
  | ResponseAnimationBlendshapesDeltaEvent
  | ResponseAnimationBlendshapesDoneEvent
  | ResponseAnimationVisemeDeltaEvent
  | ResponseAnimationVisemeDoneEvent
  | ResponseAudioDeltaEvent
  | ResponseAudioDoneEvent
  | ResponseAudioTimestampDeltaEvent
  | ResponseAudioTimestampDoneEvent
  | ResponseAudioTranscriptAnnotationAddedEvent
  | ResponseAudioTranscriptDeltaEvent
  | ResponseAudioTranscriptDoneEvent
  | ResponseContentPartAddedEvent
  | ResponseContentPartDoneEvent
  | ResponseCreatedEvent
  | ResponseDoneEvent
  | ResponseFileSearchCallCompletedEvent
  | ResponseFileSearchCallInProgressEvent
  | ResponseFileSearchCallSearchingEvent
  | ResponseFoundryAgentCallCompletedEvent
  | ResponseFoundryAgentCallFailedEvent
  | ResponseFoundryAgentCallInProgressEvent
  | ResponseFoundryAgentCallArgumentsDeltaEvent
  | ResponseFoundryAgentCallArgumentsDoneEvent
  | ResponseFunctionCallArgumentsDeltaEvent
  | ResponseFunctionCallArgumentsDoneEvent
  | ResponseInvocationDeltaEvent
  | ResponseMcpCallCompletedEvent
  | ResponseMcpCallFailedEvent
  | ResponseMcpCallInProgressEvent
  | ResponseMcpCallArgumentsDeltaEvent
  | ResponseMcpCallArgumentsDoneEvent
  | ResponseOutputItemAddedEvent
  | ResponseOutputItemDoneEvent
  | ResponseTextDeltaEvent
  | ResponseTextDoneEvent
  | ResponseVideoDeltaEvent
  | ResponseWebSearchCallCompletedEvent
  | ResponseWebSearchCallInProgressEvent
  | ResponseWebSearchCallSearchingEvent
  | RtcCallErrorEvent
  | RtcCallSdpCreatedEvent
  | SessionAvatarConnectingEvent
  | SessionAvatarSwitchToIdleEvent
  | SessionAvatarSwitchToSpeakingEvent
  | SessionCreatedEvent
  | SessionUpdatedEvent
  | WarningEvent;

export type ServerEventType = ServerEvent['type'];

/** The event of this type. */
export type ServerEventOf<T extends ServerEvent['type']> = Extract<ServerEvent, { readonly type: T }>;
