/** Fetches the words of one language: a file of its own, beside the script. */
import type { Pack } from './find-locale.js';

export type PackLoader = (tag: string, folder?: string) => Promise<{ readonly words: Pack }>;

/** The address is a pattern, so that bundlers see all of them and copy the files along. */
export const loadPack: PackLoader = (tag) => import(`./locales/${tag}.js`) as ReturnType<PackLoader>;
