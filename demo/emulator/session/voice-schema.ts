import { either, type Fields, listOf, number, object, oneOf, text, union } from './check.js';

const name = text({ min: 1 });
const azureSpeech: Fields = {
  temperature: number({ min: 0, max: 1 }),
  custom_lexicon_url: text(),
  custom_text_normalization_url: text(),
  prefer_locales: listOf(text()),
  locale: text(),
  style: text(),
  pitch: text(),
  rate: text(),
  volume: text(),
};
const openAiName = oneOf('alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse', 'marin', 'cedar');
const nativeName = oneOf(
  ...[
    'aarti',
    'andrew',
    'ava',
    'denise',
    'diya',
    'elsa',
    'florian',
    'francisca',
    'meera',
    'xiaoxiao',
    'yunxi',
    'ximena',
  ],
);
const type = text();

/** @see https://learn.microsoft.com/azure/ai-services/speech-service/voice-live-api-reference-2026-07-15 */
export const voiceSchema = either(
  union('type', {
    openai: object({ type, name: openAiName }, ['name']),
    'azure-standard': object({ type, name, ...azureSpeech }, ['name']),
    'azure-custom': object({ type, name, endpoint_id: text({ min: 1 }), ...azureSpeech }, ['name', 'endpoint_id']),
    'azure-personal': object({ type, name, model: name, ...azureSpeech }, ['name', 'model']),
    'avatar-voice-sync': object({ type, model: name, ...azureSpeech }, ['model']),
    'azure-realtime-native': object({ type, name: nativeName }, ['name']),
  }),
  openAiName,
);
