/** Text frames to events. It knows which fields the handlers need, and not what an event means. */
import type { ServerEvent } from './server-events.js';
import { isObject, type WireObject } from './wire-object.js';

export type Parsed =
  /** An event of a type in the catalogue, or of one that is newer than this package. */
  { readonly kind: 'event'; readonly event: ServerEvent } | { readonly kind: 'malformed'; readonly reason: string };

/** Fields that are no strings, by their last name. */
const OBJECTS = ['error', 'item', 'response', 'session', 'warning'];
const NUMBERS = ['audio_offset_ms', 'audio_duration_ms', 'frame_index'];
/** They may also be missing. */
const LISTS = ['content', 'output', 'rate_limits'];

/** The fields that handlers rely on, by their paths. Other fields may hold anything. */
const RELIED_ON: { readonly [T in ServerEvent['type'] | 'conversation.item.done']?: string } = {
  error: 'error',
  warning: 'warning',
  'session.updated': 'session',
  'input_audio_buffer.speech_started': 'item_id',
  'input_audio_buffer.committed': 'item_id',
  'conversation.item.created': 'item item.type item.content',
  'conversation.item.done': 'item item.type item.content',
  'conversation.item.deleted': 'item_id',
  'conversation.item.input_audio_transcription.delta': 'item_id',
  'conversation.item.input_audio_transcription.completed': 'item_id transcript',
  'conversation.item.input_audio_transcription.failed': 'item_id',
  'rate_limits.updated': 'rate_limits',
  'response.created': 'response response.id',
  'response.done': 'response response.id response.output',
  'response.output_item.added': 'response_id item item.type',
  'response.output_item.done': 'response_id item item.type',
  'response.text.delta': 'response_id item_id delta',
  'response.text.done': 'item_id text',
  'response.audio_transcript.delta': 'response_id item_id delta',
  'response.audio_transcript.done': 'item_id transcript',
  'response.audio.delta': 'response_id item_id delta',
  'response.audio.done': 'item_id',
};

/** The same for events that the later part handles, which adds them. */
export const alsoReliedOn = new Map<string, string>();

function fits(event: WireObject, path: string): boolean {
  const names = path.split('.');
  const value = names.reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), event);
  // A call without an id could not be answered.
  if (value === 'function_call') return fits(event, 'item.call_id');
  const name = names.at(-1)!;
  if (OBJECTS.includes(name)) return isObject(value);
  if (NUMBERS.includes(name)) return Number.isFinite(value);
  if (!LISTS.includes(name)) return typeof value === 'string';
  return (value ?? null) === null || (Array.isArray(value) && value.every(isObject));
}

/**
 * Turns one text frame into an event. Unknown types and fields pass through. A frame that lacks a field on which a handler
 * relies is malformed.
 */
export function parseServerEvent(text: string): Parsed {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    return { kind: 'malformed', reason: 'not JSON' };
  }
  if (!isObject(event) || typeof event['type'] !== 'string') return { kind: 'malformed', reason: 'no type' };
  const type = event['type'] as ServerEvent['type'];
  const fields = Object.hasOwn(RELIED_ON, type) ? RELIED_ON[type]! : (alsoReliedOn.get(type) ?? '');
  const wrong = fields.split(' ').find((path) => path && !fits(event, path));
  if (wrong) return { kind: 'malformed', reason: `${type}: ${wrong}` };
  return { kind: 'event', event: event as unknown as ServerEvent };
}
