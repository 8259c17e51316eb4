/**
 * The worker and the worklets as text. The one-file build starts them so; the others load this where a file does not answer.
 * Both worklets are one text, since they share code.
 */
import worker from '../../worker/engine.worker.js?inline';
import sound from '../../audio/worklets/sound.worklet.js?inline';
import type { AssetName } from '../contract/asset.js';

export const SCRIPTS: Readonly<Record<AssetName, string>> = {
  'engine.worker': worker,
  'capture.worklet': sound,
  'playback.worklet': sound,
};
