/** Where the worker and the worklets are: the page's own folder, or beside this module. */
import { inFolder, scriptAt } from './asset-locator.js';
import type { AssetLocator } from '../contract/asset.js';

/** These names never change, so the address names the build, for caches. A bundler names the files it emits by content. */
const BUILD_QUERY = '?%BUILD%';

/** Written out one by one, so that bundlers see them and copy the files along. */
const BESIDE = {
  'engine.worker': () => new URL('./engine.worker.js', import.meta.url).href,
  'capture.worklet': () => new URL('./capture.worklet.js', import.meta.url).href,
  'playback.worklet': () => new URL('./playback.worklet.js', import.meta.url).href,
};

export const assetsIn =
  (folder: string | undefined): AssetLocator =>
  (name) =>
    scriptAt(name, folder ? inFolder(folder, name) : () => BESIDE[name]() + BUILD_QUERY);
