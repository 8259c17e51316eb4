/** What this browser cannot do, and what the element does instead. It asks for nothing and opens nothing. */

interface Limit {
  readonly holds: () => boolean;
  readonly says: string;
}

const lacks = (name: string, object: object | undefined): boolean => object === undefined || !(name in object);
/** Test environments have no `CSS`. They count as browsers that know everything, because nothing is painted there. */
const { CSS } = globalThis as Partial<typeof globalThis>;
const refuses = (declaration: string): boolean => CSS?.supports(declaration) === false;
const knows = (selector: string): boolean => CSS?.supports(`selector(${selector})`) !== false;

/** A call is impossible without these. */
const NEEDED = ['Worker', 'WebSocket', 'AudioWorkletNode'];

/** Less, and not nothing. Only limits that a visitor or the page may notice. */
const LIMITS: readonly Limit[] = [
  {
    holds: () => !canSink() && !lacks('setSinkId', HTMLMediaElement.prototype),
    says: 'no AudioContext.setSinkId: a chosen speaker plays by an <audio> element',
  },
  {
    holds: () => !canSink() && lacks('setSinkId', HTMLMediaElement.prototype),
    says: 'no setSinkId: the visitor cannot choose a speaker',
  },
  { holds: () => lacks('wakeLock', navigator), says: 'no navigator.wakeLock: the screen may sleep during a call' },
  {
    holds: () => lacks('permissions', navigator),
    says: 'no navigator.permissions: a refused microphone shows in a call only',
  },
  { holds: () => lacks('OffscreenCanvas', globalThis), says: 'no OffscreenCanvas: large pictures are refused' },
  { holds: () => lacks('showPopover', HTMLElement.prototype), says: 'no popover: cards may be cut off by the page' },
  { holds: () => !knows(':state(idle)'), says: 'no :state(): the attribute state tells the same' },
  {
    holds: () => refuses('color: color(from red srgb r g b)') || refuses('color: light-dark(red, red)'),
    says: 'no relative colours or light-dark(): the colours of the panel are incomplete',
  },
  {
    holds: () => refuses('container-type: inline-size'),
    says: 'no container queries: the panel fits narrow places less',
  },
];

const canSink = (): boolean => !lacks('setSinkId', globalThis.AudioContext?.prototype);

/** Names of what is absent and needed. An insecure page hides some, and another check tells that. */
export const missingInBrowser = (): readonly string[] =>
  globalThis.isSecureContext ? NEEDED.filter((name) => lacks(name, globalThis)) : [];

export const browserLimits = (): readonly string[] => LIMITS.filter(({ holds }) => holds()).map(({ says }) => says);
