/**
 * The attributes, in one table: each is also a camelCase property. A value that cannot be right gives one console
 * warning, and the default holds.
 */
import type * as Words from '../agent/attribute-warnings.js';

type Kind =
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly orText?: string }
  /** True unless the attribute says "false", where `initial` is true; else true when it is there. */
  | { readonly kind: 'flag' };

export type Row = Kind & { readonly initial?: string | number | boolean; readonly reflect?: boolean };

const text = { kind: 'text' } as const;
const flag = (initial: boolean, reflect = false) => ({ kind: 'flag', initial, reflect }) as const;
const seconds = { kind: 'number', min: 1, max: 86_400 } as const;
/** One of some words; the first is what holds when nothing is said. */
const choice = <Words extends readonly [string, ...string[]]>(...values: Words) =>
  ({ kind: 'choice', values, initial: values[0] }) as const;
/** One of some words, or nothing said: then the service decides. */
const optional = (...values: readonly string[]) => ({ kind: 'choice', values }) as const;

export const ROWS = {
  'token-url': text,
  endpoint: text,
  'api-version': { kind: 'text', initial: '2026-07-15' },
  model: { kind: 'text', initial: 'gpt-realtime' },
  profile: text,
  'agent-name': text,
  'agent-project-name': text,
  'agent-version': text,
  'conversation-id': text,

  voice: text,
  instructions: text,
  greeting: text,
  language: text,
  temperature: { kind: 'number', min: 0, max: 1.2 },
  'max-response-output-tokens': { kind: 'number', min: 1, max: 4096, orText: 'inf' },
  'reasoning-effort': optional('none', 'minimal', 'low', 'medium', 'high', 'xhigh'),
  'turn-detection': choice(
    'azure_semantic_vad',
    'server_vad',
    'azure_semantic_vad_en',
    'azure_semantic_vad_multilingual',
    'semantic_vad',
    'none',
  ),
  'noise-reduction': optional('azure_deep_noise_suppression', 'near_field', 'far_field'),
  'echo-cancellation': choice('server', 'reference', 'none'),
  'transcription-model': text,
  'input-audio-format': choice('pcm16', 'g711_ulaw', 'g711_alaw'),
  'output-audio-format': choice('pcm16', 'pcm16_16000hz', 'pcm16_8000hz', 'g711_ulaw', 'g711_alaw'),
  'input-sampling-rate': optional('8000', '16000', '24000'),

  variant: { ...choice('floating', 'inline', 'compact', 'headless'), reflect: true },
  placement: choice('bottom-right', 'bottom', 'bottom-left', 'top-right', 'top', 'top-left'),
  open: flag(false, true),
  dismissible: flag(false),
  theme: { ...choice('auto', 'light', 'dark'), reflect: true },
  heading: text,
  announce: choice('all', 'written'),
  transcript: flag(true),
  captions: flag(false),
  'text-input': flag(true),
  visualizer: choice('orb', 'bars', 'none'),
  muted: flag(false, true),
  'push-to-talk': flag(false),
  volume: { kind: 'number', min: 0, max: 2, initial: 1 },
  ducking: flag(true),
  'input-device': text,
  'output-device': text,
  'consent-required': flag(false),
  'consent-version': text,
  'max-duration': seconds,
  'idle-timeout': seconds,
  storage: choice('none', 'session'),
  'assets-url': text,
  'raw-events': flag(false),
  prefetch: choice('open', 'intent', 'none'),
} as const satisfies Readonly<Record<string, Row>>;

export type AttributeName = keyof typeof ROWS;
type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;
type ValueOf<R extends Row> = R extends { kind: 'flag' }
  ? boolean
  : R extends { kind: 'number'; orText: infer T }
    ? number | T | undefined
    : R extends { kind: 'number'; initial: number }
      ? number
      : R extends { kind: 'number' }
        ? number | undefined
        : R extends { initial: string }
          ? string
          : string | undefined;

/** The properties that the attributes become. */
export type AttributeProperties = { -readonly [N in AttributeName as Camel<N>]: ValueOf<(typeof ROWS)[N]> };

export const toProperty = (attribute: string): string =>
  attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** What all of them say now. */
export const valuesOf = (element: AttributeProperties): AttributeProperties =>
  Object.fromEntries(
    Object.keys(ROWS).map((name) => [toProperty(name), element[toProperty(name) as keyof AttributeProperties]]),
  ) as AttributeProperties;

const warned = new Set<string>();

/** Tells a developer once. */
export function warnOnce(sentence: string): void {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  console.warn(`<voice-live-agent>: ${sentence}`);
}

/** The words for what is wrong are loaded when something is. */
export const explain = (sentences: (words: typeof Words) => readonly string[]): void =>
  void import('../agent/attribute-warnings.js')
    .then((words) => sentences(words).forEach(warnOnce))
    .catch(() => undefined);

/** What an attribute means; for what it cannot mean, a warning and the default. */
export function readAttribute(name: string, row: Row, value: string | null): unknown {
  if (row.kind === 'flag') return value === null ? row.initial : value !== 'false';
  if (!value?.trim()) return row.initial;
  if (row.kind === 'text') return value;
  const fits =
    row.kind === 'choice' ? row.values.includes(value) : Number(value) >= row.min && Number(value) <= row.max;
  if (fits) return row.kind === 'choice' ? value : Number(value);
  if (row.kind === 'number' && value === row.orText) return value;
  explain(({ ofValue }) => [ofValue(name, row, value)]);
  return row.initial;
}

const OF_HTML = /^(id|class|style|slot|lang|dir|hidden|title|role|part|state|tabindex|inert)$|^(data|aria)-/;

/** Looks for typing errors among names that are neither ours nor HTML's. */
export function checkNames(names: readonly string[]): void {
  const strange = names.filter((name) => !Object.hasOwn(ROWS, name) && !OF_HTML.test(name));
  if (strange.length > 0) explain(({ ofNames }) => ofNames(strange));
}
