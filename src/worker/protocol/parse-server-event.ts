import type { ServerEvent } from './server-events.js';

export type Parsed =
  | { readonly kind: 'event'; readonly event: ServerEvent }
  | { readonly kind: 'unknown'; readonly event: Readonly<Record<string, unknown>> }
  | { readonly kind: 'malformed'; readonly reason: string };

type Wire = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const KINDS = {
  s: { name: 'a string', fits: (value: unknown) => typeof value === 'string' },
  o: { name: 'an object', fits: isObject },
  /** May also be missing. */
  l: {
    name: 'a list of objects',
    fits: (value: unknown = null) => value === null || (Array.isArray(value) && value.every(isObject)),
  },
};

/** What the handlers rely on, one letter a kind. Fields not named here may be anything. */
const RELIED_ON: { readonly [T in ServerEvent['type']]?: Readonly<Record<string, keyof typeof KINDS>> } = {
  error: { error: 'o' },
  warning: { warning: 'o' },
  'session.created': { session: 'o' },
  'session.updated': { session: 'o' },
  'input_audio_buffer.speech_started': { item_id: 's' },
  'input_audio_buffer.committed': { item_id: 's' },
  'conversation.item.created': { item: 'o', 'item.content': 'l' },
  'conversation.item.deleted': { item_id: 's' },
  'conversation.item.input_audio_transcription.delta': { item_id: 's' },
  'conversation.item.input_audio_transcription.completed': { item_id: 's', transcript: 's' },
  'conversation.item.input_audio_transcription.failed': { item_id: 's', error: 'o' },
  'response.created': { response: 'o' },
  'response.done': { response: 'o', 'response.output': 'l' },
  'response.output_item.added': { response_id: 's' },
  'response.output_item.done': { response_id: 's' },
  'response.text.delta': { response_id: 's', item_id: 's', delta: 's' },
  'response.text.done': { item_id: 's', text: 's' },
  'response.audio_transcript.delta': { response_id: 's', item_id: 's', delta: 's' },
  'response.audio_transcript.done': { item_id: 's', transcript: 's' },
  'response.audio.delta': { response_id: 's', item_id: 's', delta: 's' },
  'response.audio.done': { item_id: 's' },
};

const at = (value: Wire, path: string): unknown =>
  path.split('.').reduce<unknown>((found, field) => (isObject(found) ? found[field] : undefined), value);

/**
 * Turns one text frame into an event. Dialects of the service end here: handlers see one form. Unknown types pass
 * through; a frame that a handler could stumble over is malformed.
 */
export function parseServerEvent(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'malformed', reason: 'not JSON' };
  }
  if (!isObject(value) || typeof value['type'] !== 'string') return { kind: 'malformed', reason: 'no type' };
  const type = value['type'];
  if (!Object.hasOwn(RELIED_ON, type)) return { kind: 'unknown', event: value };
  for (const [field, kind] of Object.entries(RELIED_ON[type as ServerEvent['type']]!)) {
    const { name, fits } = KINDS[kind];
    if (!fits(at(value, field))) return { kind: 'malformed', reason: `${type}: ${field} is not ${name}` };
  }
  return { kind: 'event', event: value as unknown as ServerEvent };
}
