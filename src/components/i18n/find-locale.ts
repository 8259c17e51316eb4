/** The words of other languages than English: which there are, and where. Loaded only where one is spoken. */
import { warnOnce } from '../base/warn-once.js';
import { loadLocale } from './load-locale.js';
import type { Spoken } from './locale.js';

const LOCALES = /^(?:en|de|fr|es|it|pt|nl|pl|tr|ja|zh|ko|ar|he|iw)(?![a-z])/;
/** Where the file of a language is not named as its tag begins. */
const NAMES: Readonly<Record<string, string>> = { zh: 'zh-Hans', iw: 'he' };

/** The locale for a BCP-47 tag, whatever its region or script; '' when there is none. */
export function localeOf(tag: string): string {
  const language = LOCALES.exec(tag.toLowerCase())?.[0] ?? '';
  return NAMES[language] ?? language;
}

/** Never rejects: English holds where there are no words. */
export async function findLocale(tag: string, folder: string | undefined): Promise<Spoken> {
  const lang = localeOf(tag);
  const locale = lang ? await loadLocale(lang, folder).catch(() => undefined) : undefined;
  if (locale) return { words: locale.words, lang, dir: /ar|he/.test(lang) ? 'rtl' : 'ltr' };
  if (lang) warnOnce(`locales/${lang}.js could not be loaded; is it on the server? English is used.`);
  return { words: {}, lang: 'en' };
}
