/**
 * The same as assets.ts, for the npm build. Both worklets are in one file, because Vite turns files below 4096 bytes (the
 * default of its `assetsInlineLimit`) into `data:` addresses, which a Content-Security-Policy refuses.
 */
import { inFolder, scriptAt } from './asset-locator.js';
import type { AssetLocator } from '../contract/asset.js';

const sound = (): string => new URL('./sound.worklet.js', import.meta.url).href;

const BESIDE = {
  'engine.worker': () => new URL('./engine.worker.js', import.meta.url).href,
  'engine.later': () => new URL('./engine.later.js', import.meta.url).href,
  'capture.worklet': sound,
  'playback.worklet': sound,
};

export const assetsIn =
  (folder: string | undefined): AssetLocator =>
  (name) =>
    scriptAt(name, folder ? inFolder(folder, name) : BESIDE[name]);
