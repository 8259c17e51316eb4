/** The options that the service adds to a turn detection: all that it knows, most of them null. Pure. */
import { isObject, type JsonObject } from '../shared/json.js';
import type { TurnDetection } from './session-types.js';

const REACTION = { create_response: true, interrupt_response: true };
const TRUNCATION = { auto_truncate: false, appended_text_after_truncation: null };

/** Options of the semantic detections that no document names. */
const UNDOCUMENTED = {
  ...{ profile: null, neg_threshold: null, window_size: null, distinct_ci_phones: null },
  ...{ require_vowel: null, require_vowel_assistant_speaking: null },
};

/** The detection of a realtime model, before a client has said anything. The numbers are the model's own. */
export const MODELS_OWN_DETECTION: TurnDetection = {
  type: 'server_vad',
  ...{ threshold: 0.5, prefix_padding_ms: 300, silence_duration_ms: 200 },
  ...REACTION,
  ...{ idle_timeout_ms: null, speech_duration_ms: null, end_of_utterance_detection: null },
  ...TRUNCATION,
};

export function withDefaults(detection: TurnDetection, apiVersion: string): TurnDetection {
  if (detection.type === 'semantic_vad') return { eagerness: 'auto', ...REACTION, auto_truncate: false, ...detection };
  const semantic = detection.type.startsWith('azure_semantic_vad');
  return {
    threshold: 0.5,
    prefix_padding_ms: apiVersion < '2026-04-10' ? 300 : semantic ? 420 : 400,
    silence_duration_ms: 500,
    ...{ idle_timeout_ms: null, speech_duration_ms: null },
    ...(semantic && { remove_filler_words: null, languages: null, ...UNDOCUMENTED }),
    ...REACTION,
    ...TRUNCATION,
    ...detection,
    end_of_utterance_detection: endOfUtterance(detection['end_of_utterance_detection']),
  };
}

const endOfUtterance = (asked: unknown): JsonObject | null =>
  isObject(asked) ? { timeout: null, timeout_ms: null, threshold_level: null, ...asked } : null;
