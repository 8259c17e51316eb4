/** Finds values of a session that are out of their bounds. The bounds are those of the service's catalogue. */
import type { RequestSession } from '../../../worker/protocol/objects/index.js';

/** An object with unknown content: a page in plain JavaScript may have put anything there. */
type Wire = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Wire => typeof value === 'object' && value !== null;
export const at = (session: RequestSession, path: string): unknown =>
  path.split('.').reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), session);
export const listAt = (session: RequestSession, path: string): readonly unknown[] => {
  const found = at(session, path);
  return Array.isArray(found) ? found : [];
};

interface Bound {
  readonly path: string;
  readonly min: number;
  readonly max: number;
  /** A word that is allowed beside the numbers. */
  readonly orText?: string;
}

const upTo = (max: number, ...paths: readonly string[]): readonly Bound[] =>
  paths.map((path) => ({ path, min: 0, max }));
const within = (min: number, max: number, ...paths: readonly string[]): readonly Bound[] =>
  paths.map((path) => ({ path, min, max }));

export const BOUNDS: readonly Bound[] = [
  ...within(0.6, 1.2, 'temperature'),
  { path: 'max_response_output_tokens', min: 1, max: 4096, orText: 'inf' },
  ...upTo(1, 'voice.temperature', 'turn_detection.threshold'),
  ...upTo(
    Infinity,
    'turn_detection.prefix_padding_ms',
    'turn_detection.silence_duration_ms',
    'turn_detection.speech_duration_ms',
    'turn_detection.end_of_utterance_detection.timeout_ms',
    'interim_response.latency_threshold_ms',
    'avatar.scene.zoom',
  ),
  ...within(1, Infinity, 'interim_response.max_completion_tokens', 'avatar.video.resolution.width'),
  ...within(1, Infinity, 'avatar.video.resolution.height'),
  ...within(1, 2, 'input_audio_echo_cancellation.channels'),
  ...within(1, 2000, 'avatar.video.gop_size'),
  ...within(-1, 1, 'avatar.scene.position_x', 'avatar.scene.position_y'),
  ...within(-Math.PI, Math.PI, 'avatar.scene.rotation_x', 'avatar.scene.rotation_y', 'avatar.scene.rotation_z'),
  ...upTo(1, 'avatar.scene.amplitude'),
];

const RATES = [8000, 16_000, 24_000];
const MOST_METADATA = { pairs: 16, key: 64, value: 512 };

export const shown = (value: unknown): string => String(JSON.stringify(value)).slice(0, 60);

function wrongNumbers(session: RequestSession): readonly string[] {
  return BOUNDS.flatMap(({ path, min, max, orText }) => {
    const value = at(session, path) ?? undefined;
    if (value === undefined || value === orText || (typeof value === 'number' && value >= min && value <= max))
      return [];
    const bound = max === Infinity ? `a number from ${min}` : `a number from ${round(min)} to ${round(max)}`;
    return [`session.${path}=${shown(value)} is not ${bound}${orText ? `, or ${orText}` : ''}.`];
  });
}

const round = (value: number): number => Math.round(value * 100) / 100;

function strangeRate({ input_audio_sampling_rate: rate }: RequestSession): readonly string[] {
  return rate === undefined || RATES.includes(rate)
    ? []
    : [`session.input_audio_sampling_rate=${shown(rate)} is none of ${RATES.join(', ')}.`];
}

function tooMuchMetadata({ metadata }: RequestSession): readonly string[] {
  const pairs = Object.entries(metadata ?? {});
  const { pairs: most, key, value } = MOST_METADATA;
  const long = pairs.find(([name, text]) => name.length > key || String(text).length > value);
  return [
    ...(pairs.length > most ? [`session.metadata has ${pairs.length} pairs: ${most} are allowed.`] : []),
    ...(long ? [`session.metadata[${shown(long[0])}] is too long: ${key} characters a key, ${value} a value.`] : []),
  ];
}

export const outOfBounds = (session: RequestSession): readonly string[] => [
  ...wrongNumbers(session),
  ...strangeRate(session),
  ...tooMuchMetadata(session),
];
