/** Responses: what an answer is made with, how it ends, what it cost. */
import type {
  ConversationTarget,
  Modality,
  OutputAudioFormat,
  ReasoningEffort,
  ResponseCancelledReason,
  ResponseIncompleteReason,
  ResponseStatus,
} from '../enums.js';
import type { AssistantMessageItem, ConversationRequestItem, ResponseItem } from './items.js';
import type { Animation, InterimResponseConfig } from './session.js';
import type { Tool } from './tools.js';
import type { Voice } from './voices.js';

export interface CachedTokenDetails {
  readonly text_tokens: number;
  readonly audio_tokens: number;
  readonly image_tokens: number;
}

export interface InputTokenDetails {
  readonly cached_tokens: number;
  readonly text_tokens: number;
  readonly audio_tokens: number;
  readonly image_tokens: number;
  readonly cached_tokens_details: CachedTokenDetails;
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

export interface ResponseIncompleteDetails {
  readonly type: 'incomplete';
  readonly reason: ResponseIncompleteReason;
}

export interface TokenUsage {
  readonly total_tokens: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly input_token_details: InputTokenDetails;
  readonly output_token_details: OutputTokenDetails;
}

export type ResponseStatusDetails = ResponseCancelledDetails | ResponseIncompleteDetails | ResponseFailedDetails;
