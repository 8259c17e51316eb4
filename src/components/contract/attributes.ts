/**
 * The attributes, in one table: each is also a camelCase property. How a value is read stands in agent/read-attribute.ts. The
 * sentences above the rows are what editors show, and what the typings say.
 */

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
  /** Address of your token endpoint, which is asked by POST before each connection. */
  'token-url': text,
  /** Your resource's address, such as https://name.services.ai.azure.com, where the token endpoint does not say it. */
  endpoint: text,
  /** Version of the Voice Live API. */
  'api-version': { kind: 'text', initial: '2026-07-15' },
  /** The model that answers. Not read in agent mode. */
  model: { kind: 'text', initial: 'gpt-realtime' },
  /** Name of a Voice Live profile of your resource. */
  profile: text,
  /** A Foundry agent, in place of a model. */
  'agent-name': text,
  /** The Foundry project of the agent. */
  'agent-project-name': text,
  /** Version of the agent; without it the newest. */
  'agent-version': text,
  /** Conversation of the agent to go on with. */
  'conversation-id': text,

  /** Name of the voice: OpenAI (alloy), Azure (en-US-AvaNeural) or realtime-native (ava); its kind is found from its form. */
  voice: text,
  /** What the model is told about its role and manner. */
  instructions: text,
  /** What the agent says first in a call. */
  greeting: text,
  /** Language of the face and of the conversation, as a BCP 47 tag; without it the nearest lang attribute's. */
  language: text,
  /** How freely the model answers, 0 to 1.2; without it the service's default. */
  temperature: { kind: 'number', min: 0, max: 1.2 },
  /** Most tokens of one answer, 1 to 4096, or inf. */
  'max-response-output-tokens': { kind: 'number', min: 1, max: 4096, orText: 'inf' },
  /** How long a reasoning model thinks before it answers. */
  'reasoning-effort': optional('none', 'minimal', 'low', 'medium', 'high', 'xhigh'),
  /** How the service knows that the visitor has finished speaking. */
  'turn-detection': choice(
    'azure_semantic_vad',
    'server_vad',
    'azure_semantic_vad_en',
    'azure_semantic_vad_multilingual',
    'semantic_vad',
    'none',
  ),
  /** Noise that the service takes out of what the microphone hears. */
  'noise-reduction': optional('azure_deep_noise_suppression', 'near_field', 'far_field'),
  /** Who takes the agent’s own voice out of the microphone: the service by what it sent, or by a reference of what was played; or the browser alone (none). */
  'echo-cancellation': choice('server', 'reference', 'none'),
  /** Model that writes down what the visitor says. */
  'transcription-model': text,
  /** Format of the sound that is sent. */
  'input-audio-format': choice('pcm16', 'g711_ulaw', 'g711_alaw'),
  /** Format of the sound that is received. */
  'output-audio-format': choice('pcm16', 'pcm16_16000hz', 'pcm16_8000hz', 'g711_ulaw', 'g711_alaw'),
  /** Samples a second of the sound that is sent, in Hz. */
  'input-sampling-rate': optional('8000', '16000', '24000'),

  /** The kind of face: a launcher with a panel, a box in the page, one line, or none. */
  variant: { ...choice('floating', 'inline', 'compact', 'headless'), reflect: true },
  /** Where a floating face stands in the window. */
  placement: choice('bottom-right', 'bottom', 'bottom-left', 'top-right', 'top', 'top-left'),
  /** The panel of a floating face is open. */
  open: flag(false, true),
  /** The visitor can hide a floating face for this page view. */
  dismissible: flag(false),
  /** Light or dark; auto follows the page's color-scheme. */
  theme: { ...choice('auto', 'light', 'dark'), reflect: true },
  /** Heading of the panel. */
  heading: text,
  /** Which complete messages a screen reader reads out: all, or in a call none (written). */
  announce: choice('all', 'written'),
  /** Messages are shown. */
  transcript: flag(true),
  /** What the agent says is shown in three lines, each word when it is heard. */
  captions: flag(false),
  /** The visitor can type. */
  'text-input': flag(true),
  /** The picture of the conversation. */
  visualizer: choice('orb', 'bars', 'none'),
  /** The microphone is muted. */
  muted: flag(false, true),
  /** The visitor is heard only while a button or Space is held. */
  'push-to-talk': flag(false),
  /** Loudness of the agent, 0 to 2; above 1 with a soft limiter. */
  volume: { kind: 'number', min: 0, max: 2, initial: 1 },
  /** The agent gets softer as soon as the visitor seems to speak. */
  ducking: flag(true),
  /** Id of the microphone; without it the default. */
  'input-device': text,
  /** Id of the speaker; without it the default. */
  'output-device': text,
  /** The visitor is asked to agree before the microphone is asked for. */
  'consent-required': flag(false),
  /** Version of the text that the visitor agrees to. */
  'consent-version': text,
  /** Seconds after which a conversation ends. */
  'max-duration': seconds,
  /** Seconds without a word of either side after which a conversation ends. */
  'idle-timeout': seconds,
  /** Whether transcript, conversation and consent outlive a reload in this tab (session). */
  storage: choice('none', 'session'),
  /** Folder with the scripts of worker and worklets, where they are hosted apart. */
  'assets-url': text,
  /** Every event of the service is dispatched as vla-event. */
  'raw-events': flag(false),
  /** When a token is fetched ahead of a call: once the panel opens, already on intent, or never. Never before consent. */
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
