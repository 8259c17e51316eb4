/** Turn detection: when the service takes the visitor's turn for begun and for over. */
import type { EouThresholdLevel, SemanticVadEagerness } from '../enums.js';

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

export type TurnDetection =
  ServerVad | OpenAISemanticVad | AzureSemanticVad | AzureSemanticVadEn | AzureSemanticVadMultilingual;

export type EouDetection =
  AzureSemanticDetection | AzureSemanticDetectionEn | AzureSemanticDetectionMultilingual | SmartEndOfTurnDetection;
