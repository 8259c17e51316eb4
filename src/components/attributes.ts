/**
 * The attributes, in one table: each is also a camelCase property. A value that cannot be right gives one console
 * warning, and the default holds.
 */
import type { PropertyDeclaration } from 'lit';

type Kind =
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly orText?: string }
  /** True unless the attribute says "false", where `initial` is true; else true when it is there. */
  | { readonly kind: 'flag' };

type Row = Kind & { readonly initial?: string | number | boolean; readonly reflect?: boolean };

const text = { kind: 'text' } as const;
const flag = (initial: boolean, reflect = false) => ({ kind: 'flag', initial, reflect }) as const;
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
  'echo-cancellation': choice('server', 'none'),
  'transcription-model': text,
  'input-audio-format': choice('pcm16', 'g711_ulaw', 'g711_alaw'),
  'output-audio-format': choice('pcm16', 'pcm16_16000hz', 'pcm16_8000hz', 'g711_ulaw', 'g711_alaw'),
  'input-sampling-rate': optional('8000', '16000', '24000'),

  placement: choice('bottom-right', 'bottom', 'bottom-left', 'top-right', 'top', 'top-left'),
  open: flag(false, true),
  theme: { ...choice('auto', 'light', 'dark'), reflect: true },
  heading: text,
  transcript: flag(true),
  'text-input': flag(true),
  visualizer: choice('orb', 'bars', 'none'),
  muted: flag(false, true),
  volume: { kind: 'number', min: 0, max: 2, initial: 1 },
  ducking: flag(true),
  'input-device': text,
  'output-device': text,
  'assets-url': text,
  'raw-events': flag(false),
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

const warned = new Set<string>();

/** Tells a developer once. */
export function warnOnce(sentence: string): void {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  console.warn(`<voice-live-agent>: ${sentence}`);
}

function read(name: string, row: Row, value: string | null): unknown {
  if (row.kind === 'flag') return value === null ? row.initial : value !== 'false';
  if (!value?.trim()) return row.initial;
  if (row.kind === 'text') return value;
  if (row.kind === 'choice') {
    if (row.values.includes(value)) return value;
    warnOnce(`${name}="${value}" is none of ${row.values.join(', ')}. ${instead(row)}`);
    return row.initial;
  }
  if (value === row.orText) return value;
  const number = Number(value);
  if (number >= row.min && number <= row.max) return number;
  const also = row.orText ? `, or ${row.orText}` : '';
  warnOnce(`${name}="${value}" is not a number from ${row.min} to ${row.max}${also}. ${instead(row)}`);
  return row.initial;
}

const instead = ({ initial }: Row): string =>
  initial === undefined ? 'The default of the service holds.' : `${initial} is used.`;

/** Lit's declarations of them all. */
export const attributeProperties: Readonly<Record<string, PropertyDeclaration>> = Object.fromEntries(
  Object.entries(ROWS).map(([name, row]: [string, Row]) => [
    toProperty(name),
    {
      attribute: name,
      reflect: row.reflect ?? false,
      converter: {
        fromAttribute: (value: string | null) => read(name, row, value),
        toAttribute: (value: unknown) => (value === false ? null : value === true ? '' : value),
      },
    },
  ]),
);

/** What the properties are before any attribute is read. */
export const initialProperties: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(ROWS).map(([name, row]: [string, Row]) => [toProperty(name), row.initial]),
);

const plain = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();

/** One letter more, less, or other. */
function isClose(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < a.length - i && j < b.length - i && a.at(-1 - j) === b.at(-1 - j)) j++;
  return Math.max(a.length, b.length) - i - j <= 1;
}

/** Warns of attributes that look like ours and are not: a typing error would otherwise be ignored in silence. */
export function checkNames(names: readonly string[]): void {
  for (const name of names) {
    if (Object.hasOwn(ROWS, name)) continue;
    const meant = Object.keys(ROWS).find((known) => isClose(plain(known), plain(name)));
    if (meant !== undefined) warnOnce(`unknown attribute ${name}: did you mean ${meant}?`);
  }
}
