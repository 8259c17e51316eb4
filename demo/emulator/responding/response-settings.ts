import type { OutputAudioFormat } from '../audio/formats.js';
import type { MessageItem, RequestItem } from '../conversation/items.js';
import { isAzureVoice, type Modality, type Session, type Tool, toVoice, type Voice } from '../session/session-types.js';
import type { JsonObject } from '../wire.js';

/** `response` of a `response.create` that passed the schema. */
export interface ResponseParams extends JsonObject {
  readonly commit?: boolean;
  readonly cancel_previous?: boolean;
  readonly conversation?: 'auto' | 'none';
  readonly append_input_items?: readonly RequestItem[];
  readonly input_items?: readonly RequestItem[];
  readonly modalities?: readonly Modality[];
  readonly voice?: Voice | string;
  readonly output_audio_format?: OutputAudioFormat;
  readonly tools?: readonly Tool[];
  readonly tool_choice?: unknown;
  readonly temperature?: number;
  readonly max_output_tokens?: number | 'inf';
  readonly max_response_output_tokens?: number | 'inf';
  readonly pre_generated_assistant_message?: Pick<MessageItem, 'content'>;
  readonly animation?: { readonly outputs?: readonly string[] };
  readonly metadata?: JsonObject;
}

/** How one response is made: the session's settings, where `response.create` did not say otherwise. */
export interface ResponseSettings {
  readonly voice: Voice;
  readonly modalities: readonly Modality[];
  readonly outputFormat: OutputAudioFormat;
  readonly tools: readonly Tool[];
  readonly temperature: number;
  readonly maxOutputTokens: number | 'inf';
  readonly metadata: JsonObject | undefined;
  /** whether its items become part of the conversation */
  readonly kept: boolean;
  readonly spoken: boolean;
  readonly wordTimes: boolean;
  readonly visemes: boolean;
  /** text to speak as it is, instead of an answer */
  readonly script: string | undefined;
}

export function responseSettings(session: Session, params: ResponseParams): ResponseSettings {
  const voice = params.voice === undefined ? session.voice : toVoice(params.voice);
  const modalities = params.modalities ?? session.modalities;
  const script = params.pre_generated_assistant_message?.content.map((part) => part.text ?? '').join(' ');
  const azure = isAzureVoice(voice);
  const animation = params.animation ?? session.animation;
  return {
    voice,
    modalities,
    outputFormat: params.output_audio_format ?? session.output_audio_format,
    tools: params.tool_choice === 'none' ? [] : (params.tools ?? session.tools),
    temperature: params.temperature ?? session.temperature,
    maxOutputTokens:
      params.max_output_tokens ?? params.max_response_output_tokens ?? session.max_response_output_tokens,
    metadata: params.metadata,
    kept: params.conversation !== 'none' && params.commit !== false,
    // a realtime model's own voice cannot read a given text aloud
    spoken: modalities.includes('audio') && (script === undefined || azure),
    wordTimes: azure && (session.output_audio_timestamp_types?.includes('word') ?? false),
    visemes: azure && (animation?.outputs?.includes('viseme_id') ?? false),
    script,
  };
}
