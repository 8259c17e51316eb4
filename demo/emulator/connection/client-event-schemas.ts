/** The table of schemas of client events. They look at one event, and not at the session. */
import { assistantMessageSchema, requestItemSchema } from '../conversation/item-schema.js';
import {
  anything,
  base64,
  boolean,
  type Check,
  type Fields,
  integer,
  listOf,
  mapOf,
  object,
  oneOf,
  orNull,
  text,
} from '../session/check.js';
import {
  animationSchema,
  interimResponseSchema,
  metadataSchema,
  modalitiesSchema,
  outputFormatSchema,
  reasoningSchema,
  sessionSchema,
  temperatureSchema,
  tokenCapSchema,
} from '../session/session-schema.js';
import { toolChoiceSchema, toolSchema } from '../session/tool-schema.js';
import { voiceSchema } from '../session/voice-schema.js';
import type { ClientEventType } from './client-events.js';

const id = text({ min: 1 });
const event = (fields: Fields = {}, required: readonly string[] = []): Check =>
  object({ type: text(), event_id: text(), ...fields }, required);

const responseSchema = object({
  commit: boolean,
  cancel_previous: boolean,
  append_input_items: listOf(requestItemSchema),
  input_items: listOf(requestItemSchema),
  input: listOf(requestItemSchema),
  modalities: modalitiesSchema,
  instructions: text(),
  voice: voiceSchema,
  output_audio_format: outputFormatSchema,
  tools: listOf(toolSchema),
  tool_choice: toolChoiceSchema,
  temperature: temperatureSchema,
  max_output_tokens: tokenCapSchema,
  max_response_output_tokens: tokenCapSchema,
  pre_generated_assistant_message: assistantMessageSchema,
  reasoning_effort: reasoningSchema,
  metadata: metadataSchema,
  interim_response: interimResponseSchema,
  invoke_input: mapOf(() => undefined),
  conversation: oneOf('auto', 'none'),
  animation: animationSchema,
});

/** One schema for each event a client may send. */
export const clientEventSchemas: { readonly [T in ClientEventType]: Check } = {
  'session.update': event({ session: sessionSchema }, ['session']),
  'input_audio_buffer.append': event({ audio: base64 }, ['audio']),
  'input_audio_buffer.commit': event(),
  'input_audio_buffer.clear': event(),
  'output_audio_buffer.clear': event(),
  'conversation.item.create': event({ previous_item_id: orNull(id), item: requestItemSchema }, ['item']),
  'conversation.item.delete': event({ item_id: id }, ['item_id']),
  'conversation.item.retrieve': event({ item_id: id }, ['item_id']),
  'conversation.item.truncate': event(
    { item_id: id, content_index: integer({ min: 0 }), audio_end_ms: integer({ min: 0 }) },
    ['item_id', 'content_index', 'audio_end_ms'],
  ),
  'input_text.delta': event({ id, delta: text(), content_index: integer({ min: 0 }) }, ['id', 'delta']),
  'input_text.done': event({ id, content_index: integer({ min: 0 }) }, ['id']),
  'response.create': event({ response: responseSchema, additional_instructions: text() }),
  'response.cancel': event({ response_id: id }),
  'input_audio.clear': event(),
  'input_audio.turn.start': event({ turn_id: id }, ['turn_id']),
  'input_audio.turn.append': event({ turn_id: id, audio: base64 }, ['turn_id', 'audio']),
  'input_audio.turn.end': event({ turn_id: id }, ['turn_id']),
  'input_audio.turn.cancel': event({ turn_id: id }, ['turn_id']),
  // these events are always refused, so their fields do not matter
  'session.avatar.connect': anything,
  'rtc.call.sdp.create': anything,
  'byom_credential.update': anything,
  mcp_approval_response: anything,
};

export const isClientEventType = (type: unknown): type is ClientEventType =>
  typeof type === 'string' && Object.hasOwn(clientEventSchemas, type);
