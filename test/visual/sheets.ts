/** The list of sheets: one for each variant in each mode. */
import type { Language, Variant } from './scenes.js';

export interface Mode {
  readonly name: string;
  readonly language: Language;
  readonly scheme: 'light' | 'dark';
  /** Renders each scene alone in a viewport of this size, as on a phone. Without it, all scenes are on one large page. */
  readonly window?: { readonly width: number; readonly height: number };
  /** Emulates forced colours, as in Windows' high contrast mode. */
  readonly forced?: true;
  /** The scenes to take; all of them by default. */
  readonly only?: readonly string[];
}

export interface Sheet {
  readonly name: string;
  readonly variant: Variant;
  readonly mode: Mode;
}

const PHONE = { width: 390, height: 844 };
/** The scenes of a mode in which the others would show nothing new. */
const FEW = [
  'idle',
  'listening',
  'error',
  'talk-speaking',
  'talk-interrupted',
  'menu',
  'consent',
  'approval',
  'captions',
  'ended-card',
];

const MODES = {
  light: { name: 'light', language: 'en', scheme: 'light' },
  dark: { name: 'dark', language: 'en', scheme: 'dark' },
  ar: { name: 'ar', language: 'ar', scheme: 'light' },
  'dark-few': { name: 'dark-few', language: 'en', scheme: 'dark', only: FEW },
  'ar-few': { name: 'ar-few', language: 'ar', scheme: 'light', only: FEW },
  phone: { name: 'phone', language: 'en', scheme: 'light', window: PHONE },
  'phone-dark-ar': { name: 'phone-dark-ar', language: 'ar', scheme: 'dark', window: PHONE, only: FEW },
  'small-de': { name: 'small-de', language: 'de', scheme: 'light', window: { width: 320, height: 568 }, only: FEW },
  'zoom-de': { name: 'zoom-de', language: 'de', scheme: 'dark', window: { width: 640, height: 400 }, only: FEW },
  forced: { name: 'forced', language: 'en', scheme: 'dark', forced: true, only: FEW },
} as const satisfies Readonly<Record<string, Mode>>;

const PLAN: Readonly<Record<Variant, readonly (keyof typeof MODES)[]>> = {
  floating: ['light', 'dark', 'ar', 'phone', 'phone-dark-ar', 'small-de', 'zoom-de', 'forced'],
  inline: ['light', 'dark-few', 'ar-few'],
  compact: ['light', 'dark', 'ar'],
  parts: ['light', 'dark', 'ar'],
  launcher: ['light', 'dark', 'ar'],
};

export const SHEETS: readonly Sheet[] = (Object.keys(PLAN) as Variant[]).flatMap((variant) =>
  PLAN[variant].map((mode) => ({ name: `${variant}-${mode}`, variant, mode: MODES[mode] })),
);
