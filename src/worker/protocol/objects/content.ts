/** The parts that messages are made of, and what is known of transcribed words. */
import type { RequestImageContentPartDetail } from '../enums.js';

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

export interface LogProbProperties {
  readonly token: string;
  readonly logprob: number;
  readonly bytes: readonly number[];
}

export interface OutputTextContentPart {
  readonly type: 'text';
  readonly text: string;
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

export interface RequestTextContentPart {
  readonly type: 'input_text';
  readonly text?: string;
}

export interface ResponseAudioContentPart {
  readonly type: 'audio';
  readonly transcript?: string | null;
  /** Only on conversation.item.retrieved (docs example). Base64. */
  readonly audio?: string;
}

export interface ResponseTextContentPart {
  readonly type: 'text';
  readonly text?: string;
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

export type MessageContentPart =
  InputTextContentPart | InputAudioContentPart | RequestImageContentPart | OutputTextContentPart;

export type ContentPart =
  | RequestTextContentPart
  | RequestAudioContentPart
  | RequestImageContentPart
  | ResponseTextContentPart
  | ResponseAudioContentPart;
