/** Where the worker and the worklets are: the page's own folder, or beside this module. */
import type { ScriptSource } from '../../worker/client/start-worker.js';

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
    url: (folder ? new URL(`${name}.js`, new URL(folder.replace(/\/?$/, '/'), document.baseURI)) : BESIDE[name]()).href,
  });
