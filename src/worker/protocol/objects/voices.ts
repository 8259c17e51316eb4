/** Voices: how the agent speaks. */
import type { AzureRealtimeNativeVoiceName, OAIVoice, PersonalVoiceModels } from '../enums.js';

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

export interface OpenAIVoice {
  readonly type: 'openai';
  readonly name: OAIVoice;
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
