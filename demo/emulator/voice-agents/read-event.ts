/** A client's event in the words of voice agents, as the emulator's own. */
import { readClientEvent } from '../connection/read-client-event.js';
import type { ClientEvent } from '../connection/client-events.js';
import { type Check, object, oneOf, orNull, text } from '../session/check.js';
import type { Modality, Session } from '../session/session-types.js';
import { isObject, type JsonObject } from '../shared/json.js';
import { failure, invalidValue, type RequestFault, type Result, success } from '../shared/result.js';
import { type Format, readFormat, readVoice } from './audio-words.js';
import { type AgentSession, readModalities, readSession } from './session-words.js';
import { itemSchema, responseSchema, sessionFields } from './wire-schemas.js';

/** Events that are the same in both protocols. */
const SAME: ReadonlySet<string> = new Set([
  ...[
    'input_audio_buffer.append',
    'input_audio_buffer.commit',
    'input_audio_buffer.clear',
    'output_audio_buffer.clear',
  ],
  ...['conversation.item.delete', 'conversation.item.retrieve', 'conversation.item.truncate', 'response.cancel'],
  ...['session.avatar.connect', 'rtc.call.sdp.create'],
]);

const event = (field: string, check: Check, required: boolean, more: Record<string, Check> = {}): Check =>
  object({ type: text(), event_id: text(), [field]: check, ...more }, required ? [field] : []);
const sessionUpdate = event('session', object({ ...sessionFields, type: oneOf('realtime') }, ['type']), true);
const itemCreate = event('item', itemSchema, true, { previous_item_id: orNull(text({ min: 1 })) });
const responseCreate = event('response', responseSchema, false);

const fixed = (path: string): RequestFault =>
  invalidValue(path, `'${path}' belongs to the saved agent and cannot change in a session: leave it out.`);

/** Checks an event against the protocol, and gives it in the words of Voice Live. */
export function readEvent(value: JsonObject, session: Session): Result<ClientEvent> {
  const { type } = value;
  switch (type) {
    case 'session.update':
      return readUpdate(value, session);
    case 'conversation.item.create':
      return readAnyItem(value);
    case 'response.create':
      return readCreate(value, session);
    default:
      return type === undefined || (typeof type === 'string' && SAME.has(type))
        ? readClientEvent(value)
        : failure(unknownType(type));
  }
}

const unknownType = (type: unknown): RequestFault =>
  invalidValue('type', `Unknown event type ${JSON.stringify(type)?.slice(0, 80)}.`);

function readUpdate(value: JsonObject, current: Session): Result<ClientEvent> {
  const asked = isObject(value['session']) ? value['session'] : {};
  for (const field of ['model', 'avatar']) if (field in asked) return failure(fixed(`session.${field}`));
  const fault = sessionUpdate(value, '');
  if (fault) return failure(fault);
  const { audio: { input, output } = {} } = asked as AgentSession;
  if (changesVoiceType(output, current)) return failure(fixed('session.audio.output.voice_type'));
  const model = input?.transcription?.['model'];
  if (model !== undefined && model !== current.input_audio_transcription?.['model']) {
    return failure(fixed('session.audio.input.transcription.model'));
  }
  return success({ ...named(value), type: 'session.update', session: readSession(asked as AgentSession, current) });
}

const changesVoiceType = (output: JsonObject | undefined, { voice }: Session): boolean =>
  output?.['voice_type'] !== undefined && output['voice_type'] !== voice.type;

function readAnyItem(value: JsonObject): Result<ClientEvent> {
  const fault = itemCreate(value, '');
  return fault ? failure(fault) : readClientEvent({ ...value, item: readItem(value['item'] as JsonObject) });
}

/** Without the fields that the emulator's own items do not take. */
function readItem({ object: _, reason: __, ...item }: JsonObject): JsonObject {
  if (item['type'] !== 'function_call_output' && item['type'] !== 'mcp_approval_response') return item;
  const { name: ___, status: ____, ...output } = item;
  return output;
}

interface AgentResponse extends JsonObject {
  readonly output_modalities?: readonly Modality[];
  readonly audio?: { readonly output?: JsonObject & { readonly format?: Format } };
  readonly reasoning?: { readonly effort?: string };
  readonly input?: readonly JsonObject[];
}

function readCreate(value: JsonObject, session: Session): Result<ClientEvent> {
  const fault = responseCreate(value, '');
  if (fault) return failure(fault);
  if (!isObject(value['response'])) return success({ ...named(value), type: 'response.create' });
  const {
    output_modalities,
    audio,
    reasoning,
    input,
    parallel_tool_calls: _,
    ...same
  } = value['response'] as AgentResponse;
  const { output = {} } = audio ?? {};
  if (changesVoiceType(output, session)) return failure(fixed('response.audio.output.voice_type'));
  const voice = readVoice(output, session.voice);
  const response = {
    ...same,
    ...(output_modalities && { modalities: readModalities(output_modalities) }),
    ...(output.format && { output_audio_format: readFormat(output.format) }),
    ...(voice && { voice }),
    ...(reasoning?.effort !== undefined && { reasoning_effort: reasoning.effort }),
    ...(input && { input: input.map(readItem) }),
  };
  return success({ ...named(value), type: 'response.create', response: response });
}

const named = ({ event_id: id }: JsonObject) => (typeof id === 'string' ? { event_id: id } : {});
