/** Fetches the words of one language: a file of its own, beside the script. */
import type { Pack } from './locale.js';

export type PackLoader = (tag: string, folder?: string) => Promise<{ readonly words: Pack }>;

/** Written out one by one: Vite, Parcel and Rollup do not follow an address that is put together. */
const PACKS: Readonly<Record<string, PackLoader>> = {
  ar: () => import('./locales/ar.js'),
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
  he: () => import('./locales/he.js'),
  it: () => import('./locales/it.js'),
  ja: () => import('./locales/ja.js'),
  ko: () => import('./locales/ko.js'),
  nl: () => import('./locales/nl.js'),
  pl: () => import('./locales/pl.js'),
  pt: () => import('./locales/pt.js'),
  tr: () => import('./locales/tr.js'),
  'zh-Hans': () => import('./locales/zh-Hans.js'),
};

export const loadPack: PackLoader = (tag) => PACKS[tag]!(tag);
