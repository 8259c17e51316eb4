/**
 * What the element does in the browsers of the smoke suite. The suite holds these rows against the browsers and prints
 * them; docs/browsers.md shows them.
 */
export type BrowserName = 'Firefox' | 'WebKitGTK';

/** `true`: it works. A text: it does not, or otherwise than in Chromium, for this reason. */
interface Ability {
  readonly feature: string;
  readonly lacks?: Partial<Record<BrowserName, string>>;
}

const ABILITIES = [
  { feature: 'a typed turn' },
  { feature: 'a call with a microphone' },
  { feature: 'barge-in' },
  { feature: 'mute' },
  { feature: 'the end of a call' },
  { feature: 'push to talk' },
  { feature: 'choice of a microphone' },
  { feature: 'choice of a speaker', lacks: { WebKitGTK: 'pages play on the default speaker' } },
  { feature: 'volume above 1' },
  { feature: 'pictures' },
  { feature: 'languages' },
  { feature: 'strict content security policy' },
  { feature: 'custom states' },
  { feature: 'a screen that stays on', lacks: { WebKitGTK: 'its MiniBrowser refuses `navigator.wakeLock`' } },
  { feature: 'diagnose()' },
] as const satisfies readonly Ability[];

export type Feature = (typeof ABILITIES)[number]['feature'];

export const FEATURES: readonly Ability[] = ABILITIES;
