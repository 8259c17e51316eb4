/** The worker and the worklets as text. The one-file build starts them so; the others load this where a file does not answer. */
import worker from '../../worker/engine.worker.js?inline';
import capture from '../../audio/worklets/capture.worklet.js?inline';
import playback from '../../audio/worklets/playback.worklet.js?inline';
import type { AssetName } from '../contract/asset.js';

export const SCRIPTS: Readonly<Record<AssetName, string>> = {
  'engine.worker': worker,
  'capture.worklet': capture,
  'playback.worklet': playback,
};
