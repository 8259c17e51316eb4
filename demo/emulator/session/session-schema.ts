/** The schema of a session, field by field. */
import { avatarSchema } from './avatar-schema.js';
import {
  boolean,
  type Check,
  either,
  integer,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  orNull,
  text,
  union,
} from './check.js';
import { toolChoiceSchema, toolSchema } from './tool-schema.js';
import { turnDetectionSchema } from './turn-detection-schema.js';
import { voiceSchema } from './voice-schema.js';

/** Fields that a session and a single response have in common. */
export const outputFormatSchema = oneOf('pcm16', 'pcm16_8000hz', 'pcm16_16000hz', 'g711_ulaw', 'g711_alaw');
export const temperatureSchema = number({ min: 0.6, max: 1.2 });
export const tokenCapSchema = either(integer({ min: 1, max: 4096 }), oneOf('inf'));
export const reasoningSchema = oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh');
export const metadataSchema = mapOf(text({ max: 512 }), { maxEntries: 16, maxKeyLength: 64 });
export const animationSchema = object({ model_name: text(), outputs: listOf(oneOf('blendshapes', 'viseme_id')) });

const modality = listOf(oneOf('text', 'audio', 'animation', 'avatar'));
export const modalitiesSchema: Check = (value, path) =>
  modality(value, path) ??
  (Array.isArray(value) && !value.includes('text')
    ? { code: 'invalid_value', message: `'${path}' must contain 'text'; audio alone is not supported.`, param: path }
    : undefined);

const interim = {
  type: text(),
  triggers: listOf(oneOf('latency', 'tool')),
  latency_threshold_ms: integer({ min: 0 }),
};
const staticInterim = object({ ...interim, texts: listOf(text()) });
const llmInterim = object({
  ...interim,
  model: text(),
  instructions: text(),
  max_completion_tokens: integer({ min: 1 }),
});
export const interimResponseSchema = union('type', {
  static_interim_response: staticInterim,
  llm_interim_response: llmInterim,
  // spelling of one page of the documentation
  'static-interim-response': staticInterim,
  'llm-interim-response': llmInterim,
});

const transcription = object(
  {
    model: oneOf(
      ...['whisper-1', 'gpt-4o-transcribe', 'gpt-4o-mini-transcribe', 'gpt-4o-transcribe-diarize'],
      ...['azure-speech', 'mai-transcribe', 'mai-transcribe-1', 'mai-transcribe-2'],
    ),
    language: text(),
    custom_speech: mapOf(text()),
    phrase_list: listOf(text()),
    prompt: text(),
  },
  ['model'],
);
const echoCancellation = object(
  { type: oneOf('server_echo_cancellation'), reference_source: oneOf('server', 'client'), channels: oneOf(1, 2) },
  ['type'],
);
const noiseReduction = object({ type: oneOf('azure_deep_noise_suppression', 'near_field', 'far_field') }, ['type']);

/** The fields that `session.update` may have. */
export const sessionSchema = object({
  model: text({ min: 1 }),
  modalities: modalitiesSchema,
  animation: animationSchema,
  voice: voiceSchema,
  instructions: text(),
  input_audio_sampling_rate: oneOf(8000, 16000, 24000),
  input_audio_format: oneOf('pcm16', 'g711_ulaw', 'g711_alaw'),
  output_audio_format: outputFormatSchema,
  turn_detection: orNull(turnDetectionSchema),
  input_audio_noise_reduction: orNull(noiseReduction),
  input_audio_echo_cancellation: orNull(echoCancellation),
  avatar: avatarSchema,
  input_audio_transcription: orNull(transcription),
  output_audio_timestamp_types: listOf(oneOf('word')),
  tools: listOf(toolSchema),
  tool_choice: toolChoiceSchema,
  temperature: temperatureSchema,
  max_response_output_tokens: tokenCapSchema,
  reasoning_effort: reasoningSchema,
  interim_response: interimResponseSchema,
  include: listOf(
    oneOf(
      'item.input_audio_transcription.logprobs',
      'item.input_audio_transcription.phrases',
      'file_search_call.results',
    ),
  ),
  metadata: metadataSchema,
  parallel_tool_calls: boolean,
});
