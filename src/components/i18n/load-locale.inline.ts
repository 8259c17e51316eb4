/** The same as load-locale.ts, for the one-file build: from the page's own folder, or beside the script. */
import type { LocaleLoader } from './load-locale.js';

/** Where the script stands; it is known only while it runs for the first time. */
const SCRIPT = import.meta.url;

export const loadLocale: LocaleLoader = (tag, folder) =>
  import(
    new URL(`locales/${tag}.js`, folder ? new URL(folder.replace(/\/?$/, '/'), document.baseURI) : SCRIPT).href
  ) as ReturnType<LocaleLoader>;
