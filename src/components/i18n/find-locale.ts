/** Finds the labels of a language other than English. Loaded only on pages in such a language. */
import { warnOnce } from '../base/warn-once.js';
import { loadLocale } from './load-locale.js';
import type { Spoken } from './locale.js';

const LOCALES = /^(?:en|de|fr|es|it|pt|nl|pl|tr|ja|zh|ko|ar|he|iw)(?![a-z])/;
/**
 * Languages whose file has another name than their tag: Chinese has one script here, and "iw" is the old tag of Hebrew.
 */
const NAMES: Readonly<Record<string, string>> = { zh: 'zh-Hans', iw: 'he' };

/** The locale for a BCP 47 tag; region and script are ignored. '' when the language is not supported. */
export function localeOf(tag: string): string {
  const language = LOCALES.exec(tag.toLowerCase())?.[0] ?? '';
  return NAMES[language] ?? language;
}

/** Loads the labels for a tag. Never rejects: without labels it resolves to English. */
export async function findLocale(tag: string, folder: string | undefined): Promise<Spoken> {
  const lang = localeOf(tag);
  const locale = lang ? await loadLocale(lang, folder).catch(() => undefined) : undefined;
  if (locale) return { words: locale.words, lang, dir: /ar|he/.test(lang) ? 'rtl' : 'ltr' };
  if (lang) warnOnce(`locales/${lang}.js could not be loaded; is it on the server? English is used.`);
  return { words: {}, lang: 'en' };
}
