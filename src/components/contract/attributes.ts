/**
 * The table of attributes. Each attribute is also a property with a camelCase name. Editors and the typings show the
 * comments above the rows. The table says nothing about how a value is read; that is in agent/read-attribute.ts.
 */

type Kind =
  /** `bare`: the value of an attribute that stands there without one. */
  | { readonly kind: 'text'; readonly bare?: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly orText?: string }
  /** A boolean. When the attribute is absent it is `initial`; when present it is true, unless the value is "false". */
  | { readonly kind: 'flag' };

export type Row = Kind & {
  readonly initial?: string | number | boolean;
  readonly reflect?: boolean;
  /** What an attribute without a value stands for; `initial` unless it is given. */
  readonly bare?: string;
};

const text = { kind: 'text' } as const;
const flag = (initial: boolean, reflect = false) => ({ kind: 'flag', initial, reflect }) as const;
/** Seconds, from one second to one day. */
const seconds = { kind: 'number', min: 1, max: 86_400 } as const;
/** One of these values; the first is the default. */
const choice = <Words extends readonly [string, ...string[]]>(...values: Words) =>
  ({ kind: 'choice', values, initial: values[0] }) as const;
/** One of these values. There is no default; without the attribute the service decides. */
const optional = (...values: readonly string[]) => ({ kind: 'choice', values }) as const;

export const ROWS = {
  /** Address of your token endpoint. It gets a POST request before each connection. */
  'token-url': text,
  /**
   * Address of your resource, such as https://name.services.ai.azure.com; needed if the token endpoint does not return
   * it.
   */
  endpoint: text,
  /** Version of the Voice Live API. */
  'api-version': { kind: 'text', initial: '2026-07-15' },
  /** The model that answers. Ignored when agent-name is set. */
  model: { kind: 'text', initial: 'gpt-realtime' },
  /** Name of a Voice Live profile of your resource. */
  profile: text,
  /** Name of a Foundry agent that answers in place of a model. */
  'agent-name': text,
  /** The Foundry project of the agent. */
  'agent-project-name': text,
  /** Version of the agent; by default the newest. */
  'agent-version': text,
  /** Kind of the agent of agent-name: one that answers in text (text), or a voice agent with a route of its own (voice). */
  'agent-kind': choice('text', 'voice'),
  /** Whether the service keeps the conversation with a voice agent; by default the agent decides. */
  'store-conversation': optional('true', 'false'),
  /** Id of a conversation of the agent to continue. */
  'conversation-id': text,
  /** Client id of the managed identity by which the service signs in to the agent. */
  'agent-authentication-identity-client-id': text,
  /** Name of the Foundry resource that has the agent, when it is not the one of the endpoint. */
  'foundry-resource-override': text,
  /** Preview features of the service: name:value, several separated by commas. */
  features: text,

  /**
   * Name of the voice: OpenAI (alloy), Azure (en-US-AvaNeural) or realtime-native (ava). The form of the name tells its
   * kind.
   */
  voice: text,
  /** Instructions to the model, such as its role and its manner. */
  instructions: text,
  /** The agent's first words in a call. */
  greeting: text,
  /**
   * Language of the face and of the conversation, as a BCP 47 tag, or several separated by commas: the agent is told to
   * speak it unless the instructions say otherwise, transcription gets it as a hint, and the face has the first. By
   * default the face has that of the nearest lang attribute, and the service finds out what the visitor speaks.
   */
  language: text,
  /** How freely the model answers, 0 to 1.2; by default the service decides. */
  temperature: { kind: 'number', min: 0, max: 1.2 },
  /** The most tokens that one answer may have, 1 to 4096, or inf. */
  'max-response-output-tokens': { kind: 'number', min: 1, max: 4096, orText: 'inf' },
  /** How long a reasoning model thinks before it answers. */
  'reasoning-effort': optional('none', 'minimal', 'low', 'medium', 'high', 'xhigh'),
  /** How the service detects that the visitor has finished speaking. */
  'turn-detection': choice(
    'azure_semantic_vad',
    'server_vad',
    'azure_semantic_vad_en',
    'azure_semantic_vad_multilingual',
    'semantic_vad',
    'none',
  ),
  /** The noise reduction that the service applies to the microphone's audio. */
  'noise-reduction': optional('azure_deep_noise_suppression', 'near_field', 'far_field'),
  /**
   * How the agent’s own voice is removed from the microphone’s audio: by the service, from the audio it sent (server)
   * or from the audio that was played (reference); or by the browser alone (none).
   */
  'echo-cancellation': choice('server', 'reference', 'none'),
  /** The model that transcribes what the visitor says. */
  'transcription-model': text,
  /** Format of the audio that is sent. */
  'input-audio-format': choice('pcm16', 'g711_ulaw', 'g711_alaw'),
  /** Format of the audio that is received. */
  'output-audio-format': choice('pcm16', 'pcm16_16000hz', 'pcm16_8000hz', 'g711_ulaw', 'g711_alaw'),
  /** Sampling rate of the audio that is sent, in Hz. */
  'input-sampling-rate': optional('8000', '16000', '24000'),

  /**
   * The kind of face: a launcher with a panel (floating), a box in the page (inline), one line (compact), or none
   * (headless).
   */
  variant: { ...choice('floating', 'inline', 'compact', 'headless'), reflect: true },
  /** The corner or edge of the window where a floating face is. */
  placement: choice('bottom-right', 'bottom', 'bottom-left', 'top-right', 'top', 'top-left'),
  /** Whether the panel of a floating face is open. */
  open: flag(false, true),
  /** Whether the visitor can hide a floating face for this page view. */
  dismissible: flag(false),
  /** Light or dark; auto follows the page's color-scheme. */
  theme: { ...choice('auto', 'light', 'dark'), reflect: true },
  /** Heading of the panel. */
  heading: text,
  /**
   * Which complete messages a screen reader reads out: all, or only those of a written chat and none in a call
   * (written).
   */
  announce: choice('all', 'written'),
  /** Whether messages are shown. */
  transcript: flag(true),
  /** Whether captions are shown: the agent's words in three lines, each word as it is heard. */
  captions: flag(false),
  /** Whether the visitor can type. */
  'text-input': flag(true),
  /** The animated picture of the conversation. */
  visualizer: choice('orb', 'bars', 'none'),
  /** Whether the microphone is muted. */
  muted: flag(false, true),
  /** Whether the visitor is heard only while a button or the space bar is held. */
  'push-to-talk': flag(false),
  /** Volume of the agent, 0 to 2; above 1 a limiter softens peaks. */
  volume: { kind: 'number', min: 0, max: 2, initial: 1 },
  /** Whether the agent becomes softer as soon as the visitor seems to speak. */
  ducking: flag(true),
  /** Id of the microphone; by default the system's default microphone. */
  'input-device': text,
  /** Id of the speaker; by default the system's default speaker. */
  'output-device': text,
  /** Whether the visitor must agree before the browser asks for the microphone. */
  'consent-required': flag(false),
  /** Version of the text that the visitor agrees to. */
  'consent-version': text,
  /** Seconds after which a conversation ends; by default there is no limit. */
  'max-duration': seconds,
  /** Seconds after which a conversation ends if neither side has said anything; by default there is no limit. */
  'idle-timeout': seconds,
  /**
   * Words with which the agent asks a visitor aloud who has said nothing for half of idle-timeout, or for 30 s without it;
   * without a value, or with auto, the agent finds the words. It asks once.
   */
  'idle-prompt': { kind: 'text', bare: 'auto' },
  /**
   * Whether this tab keeps the conversation and the consent, so that the next page goes on with them within 5 minutes
   * (session), or nothing (none).
   */
  storage: choice('none', 'session'),
  /** Folder with the scripts of the worker and the worklets, if they are hosted elsewhere. */
  'assets-url': text,
  /** Whether every event of the service is dispatched as vla-event. */
  'raw-events': flag(false),
  /**
   * What is kept of the last minutes for exportRecording(), in memory alone: nothing (none); which events, states and
   * decisions there were (events, also without a value); also what was said and typed (words); also the sound (sound).
   */
  record: { ...choice('none', 'events', 'words', 'sound'), bare: 'events' },
  /**
   * When a token is fetched ahead of a call: when the panel opens (open), when the visitor points at the launcher or
   * focuses it (intent), or never (none). Never before consent.
   */
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

/** The properties that follow from the table, with their types. */
export type AttributeProperties = { -readonly [N in AttributeName as Camel<N>]: ValueOf<(typeof ROWS)[N]> };

export const toProperty = (attribute: string): string =>
  attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The present values of all these properties of an element, as a plain object. */
export const valuesOf = (element: AttributeProperties): AttributeProperties =>
  Object.fromEntries(
    Object.keys(ROWS).map((name) => [toProperty(name), element[toProperty(name) as keyof AttributeProperties]]),
  ) as AttributeProperties;
