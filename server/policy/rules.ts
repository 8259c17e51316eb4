/** A profile as the policy reads it: worked out once, when the server starts. */
import { isObject, type JsonObject } from '../options/json.js';
import type { Profile } from '../options/profile-types.js';
import { toolSecrets } from '../options/tool-secrets.js';

/** What a page may set unless the profile says otherwise: what concerns sound, and not what is said. Both dialects. */
export const DEFAULT_ALLOW: readonly string[] = [
  'modalities',
  'input_audio_format',
  'output_audio_format',
  'input_audio_sampling_rate',
  'input_audio_echo_cancellation',
  'input_audio_noise_reduction',
  'input_audio_transcription',
  'turn_detection',
  'output_modalities',
  'audio.input.format',
  'audio.output.format',
  'audio.input.echo_cancellation',
  'audio.input.noise_reduction',
  'audio.input.transcription',
  'audio.input.turn_detection',
];

/** Functions that a voice agent calls for itself, beside those that its session names. */
const AGENT_FUNCTIONS = ['end_conversation', 'forward_to_subagent'];

/** Settings that have another name in each dialect. */
const TWO_NAMES: readonly (readonly [classic: string, newer: string])[] = [
  ['modalities', 'output_modalities'],
  ['voice', 'audio.output.voice'],
  ['input_audio_format', 'audio.input.format'],
  ['output_audio_format', 'audio.output.format'],
  ['turn_detection', 'audio.input.turn_detection'],
  ['input_audio_noise_reduction', 'audio.input.noise_reduction'],
  ['input_audio_echo_cancellation', 'audio.input.echo_cancellation'],
  ['input_audio_transcription', 'audio.input.transcription'],
  ['output_audio_timestamp_types', 'audio.output.output_audio_timestamp_types'],
  ['max_response_output_tokens', 'max_output_tokens'],
  ['reasoning_effort', 'reasoning.effort'],
];

export interface Rules {
  /** Paths of `session.update` that the page may set: none that the profile itself sets. */
  readonly sessionPaths: readonly (readonly string[])[];
  readonly ownTools: readonly JsonObject[];
  readonly allowTools: boolean;
  readonly allowAvatar: boolean;
  /** Keys that a page may read though they are hidden from others: what it set itself, or asked for. */
  readonly shown: ReadonlySet<string>;
  readonly response: ReadonlySet<string>;
  readonly phrases: ReadonlySet<string>;
  readonly systemItems: 'rewrite' | 'allow' | 'drop';
  readonly replay: boolean;
  readonly maxOutputTokens: number;
  /** Names of functions whose outputs are the service's own. */
  readonly ownFunctions: readonly string[];
  /** What the profile's tools show to their servers: it is taken out of texts of the service. */
  readonly secrets: readonly string[];
}

/** Whether the profile sets the value at that path, or one above it. */
function isPinned(session: unknown, path: readonly string[]): boolean {
  let at: unknown = session;
  for (const key of path) {
    if (!isObject(at)) return at !== undefined;
    at = Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at !== undefined;
}

/** Whether one of the paths leads to, or through, what the other one names. */
const overlap = (path: readonly string[], other: readonly string[]): boolean =>
  path.slice(0, other.length).every((key, i) => key === other[i]);

/** Whether the profile sets the value, under either name: a service may take both. */
function isPinnedByName(session: unknown, path: readonly string[]): boolean {
  const isOther = ([pinned, asked]: readonly [string, string]): boolean =>
    isPinned(session, pinned.split('.')) && overlap(path, asked.split('.'));
  return isPinned(session, path) || TWO_NAMES.some(([one, two]) => isOther([one, two]) || isOther([two, one]));
}

export function rulesOf(profile: Profile): Rules {
  const { session = {}, allow = DEFAULT_ALLOW, allowResponse = [], phrases = [] } = profile;
  const tools = session['tools'];
  // The model is chosen by the address; tools have a rule of their own.
  const sessionPaths = allow
    .filter((path) => path !== 'tools' && path !== 'model')
    .map((path) => path.split('.'))
    .filter((path) => !isPinnedByName(session, path));
  const allowAvatar = allow.includes('avatar') || session['avatar'] !== undefined || profile.voiceAgent !== undefined;
  const setsInstructions = sessionPaths.some((path) => path.join('.') === 'instructions');
  return {
    sessionPaths,
    ownTools: Array.isArray(tools) ? tools.filter(isObject) : [],
    allowTools: allow.includes('tools'),
    allowAvatar,
    shown: new Set([...(allowAvatar ? ['ice_servers'] : []), ...(setsInstructions ? ['instructions'] : [])]),
    response: new Set(allowResponse),
    phrases: new Set(phrases),
    systemItems: profile.systemItems ?? 'rewrite',
    replay: profile.replay ?? true,
    maxOutputTokens: profile.maxOutputTokens ?? 4096,
    ownFunctions: profile.voiceAgent ? AGENT_FUNCTIONS : [],
    secrets: toolSecrets(session),
  };
}
