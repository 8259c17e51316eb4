/** Voices and formats in the words of voice agents, and back. */
import type { InputAudioFormat, OutputAudioFormat } from '../audio/formats.js';
import type { Voice } from '../session/session-types.js';
import type { JsonObject } from '../shared/json.js';

/** A format of the wire. */
export interface Format {
  readonly type: string;
  readonly rate?: number;
}

const FORMATS: readonly (readonly [own: InputAudioFormat, told: Format])[] = [
  ['pcm16', { type: 'audio/pcm', rate: 24_000 }],
  ['g711_ulaw', { type: 'audio/pcmu' }],
  ['g711_alaw', { type: 'audio/pcma' }],
];

export const readFormat = ({ type }: Format): InputAudioFormat =>
  FORMATS.find(([, told]) => told.type === type)?.[0] ?? 'pcm16';

export const writeFormat = (format: OutputAudioFormat): Format | undefined =>
  FORMATS.find(([own]) => own === format)?.[1];

/** Fields of a voice that have another name beside the voice's name, in `audio.output`. */
const VOICE_NAMES: readonly (readonly [own: string, told: string])[] = [
  ['name', 'voice'],
  ['type', 'voice_type'],
  ['locale', 'voice_locale'],
  ['temperature', 'voice_temperature'],
  ['endpoint_id', 'custom_voice_endpoint_id'],
  ['model', 'personal_voice_model'],
];
const SAME = [...['style', 'pitch', 'volume', 'prefer_locales', 'custom_lexicon_url', 'custom_text_normalization_url']];

/** A voice as the fields of `audio.output`. */
export function writeVoice(voice: Voice): JsonObject {
  const speed = Number(voice['rate']);
  return {
    ...Object.fromEntries(VOICE_NAMES.flatMap(([own, told]) => (voice[own] == null ? [] : [[told, voice[own]]]))),
    ...Object.fromEntries(SAME.flatMap((name) => (voice[name] == null ? [] : [[name, voice[name]]]))),
    ...(voice['rate'] != null && Number.isFinite(speed) && { speed }),
  };
}

/** The voice in force, changed by the fields of `audio.output`. Undefined when they say nothing of a voice. */
export function readVoice(output: JsonObject, current: Voice): Voice | undefined {
  const changes: Record<string, unknown> = {};
  for (const [own, told] of VOICE_NAMES) if (output[told] !== undefined) changes[own] = output[told];
  for (const name of SAME) if (output[name] !== undefined) changes[name] = output[name];
  if (typeof output['speed'] === 'number') changes['rate'] = String(output['speed']);
  return Object.keys(changes).length === 0 ? undefined : { ...current, ...changes };
}
