/** A profile as the policy reads it: worked out once, when the server starts. */
import { isObject, type JsonObject } from '../options/json.js';
import type { Profile } from '../options/profile-types.js';

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

export function rulesOf(profile: Profile): Rules {
  const { session = {}, allow = DEFAULT_ALLOW, allowResponse = [], phrases = [] } = profile;
  const tools = session['tools'];
  // The model is chosen by the address; tools have a rule of their own.
  const sessionPaths = allow
    .filter((path) => path !== 'tools' && path !== 'model')
    .map((path) => path.split('.'))
    .filter((path) => !isPinned(session, path));
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
  };
}
