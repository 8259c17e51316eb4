/** The fields that sessions and responses have under other names with a Foundry voice agent. Pure. */
import type { WireEvent } from './dialect.js';
import { isObject } from '../wire-object.js';
import { at, put, toAgent, toClassic, without, type Field } from './fields.js';

/** The formats of both dialects. PCM has one rate with an agent. */
const FORMATS = [
  ['pcm16', { type: 'audio/pcm', rate: 24_000 }],
  ['g711_ulaw', { type: 'audio/pcmu' }],
  ['g711_alaw', { type: 'audio/pcma' }],
] as const;

const formatToAgent = (name: unknown): unknown => FORMATS.find(([classic]) => classic === name)?.[1];
const formatToClassic = (format: unknown): unknown =>
  FORMATS.find(([, { type }]) => type === (isObject(format) ? format['type'] : format))?.[0];

/** With an agent, sound brings its words: `audio` alone stands for both. */
const modalitiesToAgent = (value: unknown): unknown =>
  Array.isArray(value) && value.includes('audio') ? value.filter((each) => each !== 'text') : value;
const modalitiesToClassic = (value: unknown): unknown =>
  Array.isArray(value) && value.includes('audio') && !value.includes('text') ? ['text', ...(value as string[])] : value;

/** A rate of SSML, such as `1.2` or `+20%`, as a number. Words such as `fast` have none. */
function speedOf(rate: unknown): unknown {
  const [, percent, number] = /^\s*(?:([+-]?\d+(?:\.\d+)?)%|(\d+(?:\.\d+)?))\s*$/.exec(String(rate)) ?? [];
  const speed = percent === undefined ? Number(number) : 1 + Number(percent) / 100;
  return speed >= 0.25 && speed <= 1.5 ? speed : undefined;
}

/** A voice is one object in the classic dialect, and lies flat in `audio.output` with an agent. */
const VOICE: readonly Field[] = [
  ...[
    ['type', 'voice_type'],
    ['name', 'voice'],
    ['locale', 'voice_locale'],
    ['temperature', 'voice_temperature'],
    ['endpoint_id', 'custom_voice_endpoint_id'],
    ['model', 'personal_voice_model'],
  ].map(([classic, agent]) => ({ classic: classic!, agent: agent! })),
  { classic: 'rate', agent: 'speed', toAgent: speedOf, toClassic: String },
  ...['style', 'pitch', 'volume', 'prefer_locales', 'custom_lexicon_url', 'custom_text_normalization_url'].map(
    (name) => ({ classic: name, agent: name }),
  ),
];
const VOICE_FIELDS = new Set(VOICE.map(({ agent }) => agent));

/** Takes the voice out of `audio.output`. */
function voiceToClassic(object: WireEvent): WireEvent {
  const output = at(object, 'audio.output');
  const own = Object.entries(isObject(output) ? output : {}).filter(([name]) => VOICE_FIELDS.has(name));
  if (own.length === 0) return object;
  const rest = own.reduce((result, [name]) => without(result, `audio.output.${name}`), object);
  return { ...rest, voice: toClassic(Object.fromEntries(own), VOICE) };
}

/** Puts the voice into `audio.output`. A name alone is one of OpenAI's. */
function voiceToAgent(object: WireEvent): { readonly object: WireEvent; readonly dropped: readonly string[] } {
  const { voice, ...rest } = object;
  if (voice === undefined) return { object, dropped: [] };
  const given = isObject(voice) ? voice : { type: 'openai', name: voice };
  const { object: flat, dropped } = toAgent(given, VOICE);
  return {
    object: Object.entries(flat).reduce((result, [name, value]) => put(result, `audio.output.${name}`, value), rest),
    dropped: dropped.map((name) => `voice.${name}`),
  };
}

const format = (classic: string, agent: string): Field => ({
  classic,
  agent,
  toClassic: formatToClassic,
  toAgent: formatToAgent,
});
const MODALITIES: Field = {
  classic: 'modalities',
  agent: 'output_modalities',
  toClassic: modalitiesToClassic,
  toAgent: modalitiesToAgent,
};
const EFFORT: Field = { classic: 'reasoning_effort', agent: 'reasoning.effort' };
const OUTPUT_FORMAT = format('output_audio_format', 'audio.output.format');

const SESSION: readonly Field[] = [
  MODALITIES,
  EFFORT,
  OUTPUT_FORMAT,
  format('input_audio_format', 'audio.input.format'),
  { classic: 'max_response_output_tokens', agent: 'max_output_tokens' },
  { classic: 'turn_detection', agent: 'audio.input.turn_detection' },
  { classic: 'input_audio_noise_reduction', agent: 'audio.input.noise_reduction' },
  { classic: 'input_audio_echo_cancellation', agent: 'audio.input.echo_cancellation' },
  { classic: 'input_audio_transcription', agent: 'audio.input.transcription' },
  { classic: 'output_audio_timestamp_types', agent: 'audio.output.output_audio_timestamp_types' },
];

const RESPONSE: readonly Field[] = [
  MODALITIES,
  EFFORT,
  OUTPUT_FORMAT,
  { classic: 'max_response_output_tokens', agent: 'max_output_tokens' },
  { classic: 'input_items', agent: 'input' },
];

/** Of a response that is asked for, an agent does not take these. */
const NOT_IN_A_RESPONSE = [
  'temperature',
  'append_input_items',
  'cancel_previous',
  'commit',
  'invoke_input',
  'animation',
];

/** True for a session in the agent's names. The classic one has no `type`. */
const isAgentSession = (session: WireEvent): boolean => session['type'] === 'realtime';

/** The session that the service tells. */
export function readSession(session: WireEvent): WireEvent {
  if (!isAgentSession(session) && !isObject(session['audio']) && !('output_modalities' in session)) return session;
  const { type: _, ...read } = toClassic(voiceToClassic(session), SESSION);
  // A session that names no detection has the service's own. Null is none.
  return 'turn_detection' in read ? read : { ...read, turn_detection: { type: 'server_vad' } };
}

/** The session that this side asks for. */
export function writeSession(session: WireEvent): {
  readonly object: WireEvent;
  readonly dropped: readonly string[];
} {
  if (isAgentSession(session)) return { object: session, dropped: [] };
  // The rate follows from the format.
  const { input_audio_sampling_rate: rate, ...rest } = session;
  const voiced = voiceToAgent(rest);
  const { object, dropped } = toAgent(voiced.object, SESSION);
  const otherRate = rate !== undefined && rate !== 24_000 && object['audio'] !== undefined;
  return {
    object: { type: 'realtime', ...object },
    dropped: [...voiced.dropped, ...dropped, ...(otherRate ? ['input_audio_sampling_rate'] : [])],
  };
}

/** The settings of a response that the service tells. */
export const readResponse = (response: WireEvent): WireEvent =>
  toClassic(
    voiceToClassic(response),
    RESPONSE.filter(({ classic }) => classic !== 'input_items'),
  );

/** The settings of a response that this side asks for, apart from its items. */
export function writeResponse(response: WireEvent): {
  readonly object: WireEvent;
  readonly dropped: readonly string[];
} {
  if ('output_modalities' in response || 'audio' in response) return { object: response, dropped: [] };
  const kept = Object.fromEntries(Object.entries(response).filter(([name]) => !NOT_IN_A_RESPONSE.includes(name)));
  const voiced = voiceToAgent(kept);
  const { object, dropped } = toAgent(voiced.object, RESPONSE);
  return {
    object,
    dropped: [...NOT_IN_A_RESPONSE.filter((name) => name in response), ...voiced.dropped, ...dropped],
  };
}
