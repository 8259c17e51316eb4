/** The same as assets.ts, for the one-file build: the scripts are inside. */
import worker from '../../worker/engine.worker.js?inline';
import capture from '../../audio/worklets/capture.worklet.js?inline';
import playback from '../../audio/worklets/playback.worklet.js?inline';
import { BUILD } from '../../worker/contract/build.js';
import type { AssetLocator } from './assets.js';

const CODE = { 'engine.worker': worker, 'capture.worklet': capture, 'playback.worklet': playback };

export const assetsIn =
  (folder: string | undefined): AssetLocator =>
  (name) =>
    folder
      ? { url: new URL(`${name}.js?${BUILD}`, new URL(folder.replace(/\/?$/, '/'), document.baseURI)).href }
      : { code: CODE[name] };
