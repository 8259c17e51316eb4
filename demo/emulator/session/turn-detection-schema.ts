import { boolean, type Check, type Fields, integer, listOf, number, object, oneOf, text, union } from './check.js';

const type = text();
const endOfUtterance = (): Check =>
  object(
    { model: text(), threshold_level: oneOf('low', 'medium', 'high', 'default'), timeout_ms: integer({ min: 0 }) },
    ['model'],
  );

const reaction: Fields = { create_response: boolean, interrupt_response: boolean, auto_truncate: boolean };
const byLoudness: Fields = {
  type,
  threshold: number({ min: 0, max: 1 }),
  prefix_padding_ms: integer({ min: 0 }),
  silence_duration_ms: integer({ min: 0 }),
  speech_duration_ms: integer({ min: 0 }),
  end_of_utterance_detection: union('model', {
    semantic_detection_v1: endOfUtterance(),
    semantic_detection_v1_en: endOfUtterance(),
    semantic_detection_v1_multilingual: endOfUtterance(),
    smart_end_of_turn_detection: endOfUtterance(),
  }),
  ...reaction,
};
const byMeaning = object({
  ...byLoudness,
  remove_filler_words: boolean,
  languages: listOf(text()),
  appended_text_after_truncation: text(),
});

export const turnDetectionSchema = union('type', {
  server_vad: object(byLoudness),
  semantic_vad: object({ type, eagerness: oneOf('auto', 'low', 'medium', 'high'), ...reaction }),
  azure_semantic_vad: byMeaning,
  azure_semantic_vad_en: byMeaning,
  azure_semantic_vad_multilingual: byMeaning,
});
