/** The schemas of what a voice agent's clients and definitions may hold, in the words of that protocol. */
import {
  anything,
  base64,
  boolean,
  type Check,
  either,
  type Fields,
  integer,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  orNull,
  text,
  union,
} from '../session/check.js';
import { animationSchema, interimResponseSchema, metadataSchema, tokenCapSchema } from '../session/session-schema.js';
import { toolChoiceSchema } from '../session/tool-schema.js';
import { turnDetectionSchema } from '../session/turn-detection-schema.js';
import { isObject } from '../shared/json.js';
import { invalidValue } from '../shared/result.js';

const type = text();
const name = text({ min: 1 });
const rateHz: Check = (value, path) =>
  value === 24_000 ? undefined : invalidValue(path, `'${path}' must be 24000: 'audio/pcm' has no other rate here.`);

export const formatSchema = union('type', {
  'audio/pcm': object({ type, rate: rateHz }),
  'audio/pcmu': object({ type }),
  'audio/pcma': object({ type }),
});

/** As in Voice Live, with the time after which silence is answered, and without a remark in place of what was cut off. */
const detection: Check = (value, path) => {
  if (!isObject(value)) return turnDetectionSchema(value, path);
  if ('appended_text_after_truncation' in value) return object({})(value, path);
  const { idle_timeout_ms: idle, ...rest } = value;
  if (idle === undefined) return turnDetectionSchema(rest, path);
  return value['type'] === 'semantic_vad'
    ? object({ type })({ type, idle_timeout_ms: idle }, path)
    : (orNull(integer({ min: 0 }))(idle, `${path}.idle_timeout_ms`) ?? turnDetectionSchema(rest, path));
};

const noiseReduction = object(
  {
    type: oneOf(
      ...['near_field', 'far_field', 'azure_deep_noise_suppression'],
      ...['azure_deep_noise_suppression_headset', 'azure_personal_noise_suppression'],
    ),
  },
  ['type'],
);
const echoCancellation = object(
  { type: oneOf('server_echo_cancellation'), reference_source: oneOf('server', 'client'), channels: oneOf(1, 2) },
  ['type'],
);
const transcription = object(
  {
    model: oneOf(
      ...['whisper-1', 'gpt-4o-transcribe', 'gpt-4o-mini-transcribe', 'gpt-4o-transcribe-diarize'],
      ...['gpt-transcribe', 'gpt-live-transcribe', 'gpt-realtime-whisper', 'azure-speech', 'azure-speech-streaming'],
      ...['mai-transcribe', 'mai-transcribe-1', 'mai-transcribe-2'],
    ),
    ...{ language: text(), languages: listOf(text()), prompt: text(), delay: text(), keywords: listOf(text()) },
    ...{ custom_speech: mapOf(text()), phrase_list: listOf(text()), profanity_filter: text() },
  },
  ['model'],
);

const VOICE_TYPES = [
  ...['openai', 'azure-standard', 'azure-custom', 'azure-personal', 'avatar-voice-sync', 'azure-realtime-native'],
] as const;
const fraction = number({ min: 0, max: 1 });
const voice: Fields = {
  voice: name,
  voice_type: oneOf(...VOICE_TYPES),
  voice_locale: text(),
  voice_temperature: fraction,
  speed: number({ min: 0.25, max: 1.5 }),
  ...{ style: text(), pitch: text(), volume: text(), prefer_locales: listOf(text()) },
  ...{ custom_lexicon_url: text(), custom_text_normalization_url: text() },
  ...{ custom_voice_endpoint_id: text(), personal_voice_model: text() },
};

export const audioSchema = object({
  input: object({
    format: formatSchema,
    turn_detection: orNull(detection),
    noise_reduction: orNull(noiseReduction),
    echo_cancellation: orNull(echoCancellation),
    transcription: orNull(transcription),
  }),
  output: object({ ...voice, format: formatSchema, output_audio_timestamp_types: listOf(oneOf('word')) }),
});

/** A voice as an object, which it is inside a node of a handoff only. */
export const nodeVoiceSchema = object(
  {
    type: oneOf(...VOICE_TYPES),
    ...{ name, locale: text(), temperature: fraction, rate: text(), endpoint_id: text(), model: text() },
    ...{ style: text(), pitch: text(), volume: text(), prefer_locales: listOf(text()) },
    ...{ custom_lexicon_url: text(), custom_text_normalization_url: text(), multi_talker_speaker_name: text() },
  },
  ['type', 'name'],
);

const toolNames = either(listOf(text()), object({ tool_names: listOf(text()), read_only: boolean }));
const scheduling = oneOf('when_idle', 'interrupt', 'skip_if_busy', 'silent');
export const toolSchema = union('type', {
  function: object({ type, name, description: text(), parameters: mapOf(anything) }, ['name']),
  mcp: object(
    {
      ...{ type, server_label: name, server_url: name, server_description: text(), project_connection_id: name },
      ...{ authorization: text(), headers: mapOf(text()), allowed_tools: toolNames, response_scheduling: scheduling },
      require_approval: either(oneOf('never', 'always'), mapOf(toolNames)),
    },
    ['server_label'],
  ),
  toolbox: object({ type, toolbox_name: name, toolbox_version: name, response_scheduling: scheduling }, [
    ...['toolbox_name', 'toolbox_version'],
  ]),
  system: object({ type, name: oneOf('end_conversation'), description: text() }, ['name']),
});

export const greetingSchema = union('type', {
  template: object({ type, text: name }, ['text']),
  llm_generated: object({ type, prompt: name, tool_choice: toolChoiceSchema }, ['prompt']),
});

const effort = oneOf('minimal', 'low', 'medium', 'high', 'xhigh');
const outputModalities = listOf(oneOf('text', 'audio', 'animation', 'avatar'));
const include = listOf(
  oneOf(
    'item.input_audio_transcription.logprobs',
    'item.input_audio_transcription.phrases',
    'file_search_call.results',
  ),
);

/** What a session and a saved agent have in common. */
export const sessionFields: Fields = {
  ...{ instructions: text(), temperature: number({ min: 0, max: 2 }), max_output_tokens: tokenCapSchema },
  ...{ output_modalities: outputModalities, audio: audioSchema, animation: animationSchema },
  ...{ tools: listOf(toolSchema), tool_choice: toolChoiceSchema, parallel_tool_calls: boolean },
  ...{ reasoning: object({ effort }), include, metadata: metadataSchema, interim_response: interimResponseSchema },
  greeting: greetingSchema,
};

const status = oneOf('completed', 'incomplete', 'in_progress');
const item = { type, id: name, object: text(), status };
const textPart = object({ type, text: text() }, ['text']);
const message = (parts: Fields): Check =>
  object({ ...item, role: text(), content: listOf(union('type', parts)) }, ['content']);
const userMessage = message({
  input_text: textPart,
  input_audio: object({ type, audio: base64, transcript: text() }, ['audio']),
  input_image: object({ type, image_url: name, detail: oneOf('auto', 'low', 'high') }, ['image_url']),
});
const assistantMessage = message({ output_text: textPart });

/** Items that a client may add. */
export const itemSchema = union('type', {
  message: union('role', {
    user: userMessage,
    system: message({ input_text: textPart }),
    assistant: assistantMessage,
  }),
  function_call: object({ ...item, name, call_id: name, arguments: text() }, ['name', 'call_id', 'arguments']),
  function_call_output: object({ ...item, name: text(), call_id: name, output: text() }, ['call_id', 'output']),
  mcp_approval_response: object({ ...item, approval_request_id: name, approve: boolean, reason: text() }, [
    ...['approval_request_id', 'approve'],
  ]),
});

export const responseSchema = object({
  ...{ output_modalities: outputModalities, audio: object({ output: object({ ...voice, format: formatSchema }) }) },
  ...{ instructions: text(), max_output_tokens: tokenCapSchema, reasoning: object({ effort }) },
  ...{ tools: listOf(toolSchema), tool_choice: toolChoiceSchema, parallel_tool_calls: boolean },
  ...{ conversation: oneOf('auto', 'none'), metadata: metadataSchema, interim_response: interimResponseSchema },
  ...{ input: listOf(itemSchema), pre_generated_assistant_message: assistantMessage },
});
