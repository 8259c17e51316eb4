/**
 * Every event a client may send to Voice Live. `event_id` is optional; errors name it.
 * @see https://learn.microsoft.com/azure/ai-services/speech-service/voice-live-api-reference-2026-07-15
 */
import type { ConversationRequestItem, RequestSession, ResponseCreateParams } from './objects/index.js';

/** Internal; refreshes credentials of a bring-your-own-model link; not for customers (internal). */
export interface ByomCredentialUpdateRequest {
  readonly type: 'byom_credential.update';
  readonly event_id?: string;
}

/** Adds an item; previous_item_id may be root; assistant audio cannot be added. */
export interface ConversationItemCreateRequest {
  readonly type: 'conversation.item.create';
  readonly event_id?: string;
  /** Root puts it first; unknown id is an error. */
  readonly previous_item_id?: string | null;
  readonly item?: ConversationRequestItem;
}

/** Removes an item. */
export interface ConversationItemDeleteRequest {
  readonly type: 'conversation.item.delete';
  readonly event_id?: string;
  readonly item_id: string;
}

/** Reads back one item, with processed audio. */
export interface ConversationItemRetrieveRequest {
  readonly type: 'conversation.item.retrieve';
  readonly event_id?: string;
  readonly item_id: string;
}

/** Cuts an assistant item to what was heard; content_index 0; past the end is an error. */
export interface ConversationItemTruncateRequest {
  readonly type: 'conversation.item.truncate';
  readonly event_id?: string;
  readonly item_id: string;
  /** Default 0. */
  readonly content_index: number;
  readonly audio_end_ms: number;
}

/** Drops all streamed input; types only; removed from v1 (undocumented). */
export interface InputAudioClearRequest {
  readonly type: 'input_audio.clear';
  readonly event_id?: string;
}

/** Audio for that turn (undocumented). */
export interface InputAudioTurnAppendRequest {
  readonly type: 'input_audio.turn.append';
  readonly event_id?: string;
  readonly turn_id: string;
  /** Base64. */
  readonly audio: string;
}

/** Drops that turn (undocumented). */
export interface InputAudioTurnCancelRequest {
  readonly type: 'input_audio.turn.cancel';
  readonly event_id?: string;
  readonly turn_id: string;
}

/** Closes that turn (undocumented). */
export interface InputAudioTurnEndRequest {
  readonly type: 'input_audio.turn.end';
  readonly event_id?: string;
  readonly turn_id: string;
}

/** Opens an audio turn with a name of the client; in the types, absent from the docs page; removed from v1 (undocumented). */
export interface InputAudioTurnStartRequest {
  readonly type: 'input_audio.turn.start';
  readonly event_id?: string;
  readonly turn_id: string;
}

/** Smaller pieces let the VAD react sooner; no acknowledgement. */
export interface InputAudioBufferAppendRequest {
  readonly type: 'input_audio_buffer.append';
  readonly event_id?: string;
  /** Base64, in the session's input_audio_format; at most 15 MiB (15728640 bytes) each. */
  readonly audio: string;
}

/** Empties the input buffer. */
export interface InputAudioBufferClearRequest {
  readonly type: 'input_audio_buffer.clear';
  readonly event_id?: string;
}

/** Turns the buffer into a user item; empty buffer is an error; makes no response by itself; not needed with VAD. */
export interface InputAudioBufferCommitRequest {
  readonly type: 'input_audio_buffer.commit';
  readonly event_id?: string;
}

/** Adds text to an item made before with conversation.item.create. */
export interface InputTextDeltaRequest {
  readonly type: 'input_text.delta';
  readonly event_id?: string;
  readonly id: string;
  readonly delta: string;
  /** Default 0. */
  readonly content_index?: number;
}

/** Ends the streamed text of that item; ask for a response after it. */
export interface InputTextDoneRequest {
  readonly type: 'input_text.done';
  readonly event_id?: string;
  readonly id: string;
  /** Default 0. */
  readonly content_index?: number;
}

/** Listed in the type enum but has no event model: send an item of that type with conversation.item.create (enum-only). */
export interface McpApprovalResponseRequest {
  readonly type: 'mcp_approval_response';
  readonly event_id?: string;
}

/** Makes the avatar stop; documented for avatar mode only. */
export interface OutputAudioBufferClearRequest {
  readonly type: 'output_audio_buffer.clear';
  readonly event_id?: string;
}

/** Stops a running response; error when none runs. */
export interface ResponseCancelRequest {
  readonly type: 'response.cancel';
  readonly event_id?: string;
  readonly response_id?: string;
}

/** Asks for a response; overlapping ones are refused unless cancel_previous applies. */
export interface ResponseCreateRequest {
  readonly type: 'response.create';
  readonly event_id?: string;
  readonly response?: ResponseCreateParams;
  /** Appended for this response only. */
  readonly additional_instructions?: string;
}

/** Sent on the /voice-live/realtime/calls socket with the raw SDP text (not base64) (preview). */
export interface RtcCallSdpCreateRequest {
  readonly type: 'rtc.call.sdp.create';
  readonly event_id?: string;
  readonly sdp_offer: string;
  /** Same object as session.update carries. */
  readonly session?: RequestSession;
}

/** `client_sdp` is base64 of the JSON offer {type, sdp}; send it after ICE gathering. */
export interface SessionAvatarConnectRequest {
  readonly type: 'session.avatar.connect';
  readonly event_id?: string;
  /** Base64 of JSON RTCSessionDescription. */
  readonly client_sdp: string;
}

/** Changes session settings; only fields present change. */
export interface SessionUpdateRequest {
  readonly type: 'session.update';
  readonly event_id?: string;
  readonly session: RequestSession;
}

export type ClientEvent =
  | ByomCredentialUpdateRequest
  | ConversationItemCreateRequest
  | ConversationItemDeleteRequest
  | ConversationItemRetrieveRequest
  | ConversationItemTruncateRequest
  | InputAudioClearRequest
  | InputAudioTurnAppendRequest
  | InputAudioTurnCancelRequest
  | InputAudioTurnEndRequest
  | InputAudioTurnStartRequest
  | InputAudioBufferAppendRequest
  | InputAudioBufferClearRequest
  | InputAudioBufferCommitRequest
  | InputTextDeltaRequest
  | InputTextDoneRequest
  | McpApprovalResponseRequest
  | OutputAudioBufferClearRequest
  | ResponseCancelRequest
  | ResponseCreateRequest
  | RtcCallSdpCreateRequest
  | SessionAvatarConnectRequest
  | SessionUpdateRequest;

export type ClientEventType = ClientEvent['type'];
