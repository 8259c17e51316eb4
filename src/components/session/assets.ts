/** Where the worker and the worklets are: the page's own folder, or beside this module. */
import type { ScriptSource } from '../../worker/client/start-worker.js';
import { BUILD } from '../../worker/contract/build.js';

/** These names never change, so the address tells the build, for caches; what a bundler emits has a name of its own. */
const OF_THIS_BUILD = '?%BUILD%';

/** Written out one by one, so that bundlers see them and copy the files along. */
const BESIDE = {
  'engine.worker': () => new URL('./engine.worker.js', import.meta.url),
  'capture.worklet': () => new URL('./capture.worklet.js', import.meta.url),
  'playback.worklet': () => new URL('./playback.worklet.js', import.meta.url),
};

export type AssetName = keyof typeof BESIDE;
export type AssetLocator = (name: AssetName) => ScriptSource;

export const assetsIn =
  (folder: string | undefined): AssetLocator =>
  (name) => ({
    url: folder
      ? new URL(`${name}.js?${BUILD}`, new URL(folder.replace(/\/?$/, '/'), document.baseURI)).href
      : BESIDE[name]().href + OF_THIS_BUILD,
  });
