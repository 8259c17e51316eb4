/**
 * Replaces load-locale.ts in the one-file build. Loads a locale from `assets-url`, or from the folder of the script.
 */
import type { LocaleLoader } from './load-locale.js';

/** Address of the script. A classic script can learn it only while it first runs, so it is kept here. */
const SCRIPT = import.meta.url;

export const loadLocale: LocaleLoader = (tag, folder) =>
  import(
    new URL(`locales/${tag}.js`, folder ? new URL(folder.replace(/\/?$/, '/'), document.baseURI) : SCRIPT).href
  ) as ReturnType<LocaleLoader>;
