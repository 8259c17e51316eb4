/** Finds the worker and the worklets in the folder that the page names, or else beside this module. */
import { inFolder, scriptAt } from './asset-locator.js';
import type { AssetLocator } from '../contract/asset.js';

/**
 * Keeps caches from giving the file of an older build, since the file names are the same in all builds. Bundlers do not
 * need it: they name files by content.
 */
const BUILD_QUERY = '?%BUILD%';

/**
 * Both worklets in one file: together they are smaller, and Vite turns files below 4096 bytes (the default of its
 * `assetsInlineLimit`) into `data:` addresses, which a Content-Security-Policy refuses.
 */
const sound = (): string => new URL('./sound.worklet.js', import.meta.url).href;

/** Each address is written out, because bundlers copy only files that they find as `new URL('…', import.meta.url)`. */
const BESIDE = {
  'engine.worker': () => new URL('./engine.worker.js', import.meta.url).href,
  'engine.later': () => new URL('./engine.later.js', import.meta.url).href,
  'capture.worklet': sound,
  'playback.worklet': sound,
};

export const assetsIn =
  (folder: string | undefined): AssetLocator =>
  (name) =>
    scriptAt(name, folder ? inFolder(folder, name) : () => BESIDE[name]() + BUILD_QUERY);
