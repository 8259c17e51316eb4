/** Loads the labels of one language from its own file, beside the script. */
import type { Words } from './locale.js';

export type LocaleLoader = (tag: string, folder?: string) => Promise<{ readonly words: Words }>;

/** Each import is written out, because Vite, Parcel and Rollup do not follow a computed path. */
const LOCALES: Readonly<Record<string, LocaleLoader>> = {
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

export const loadLocale: LocaleLoader = (tag) => LOCALES[tag]!(tag);
