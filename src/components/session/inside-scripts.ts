/**
 * The worker and the worklets as text. The one-file build always starts them from here. The other builds load this module
 * only when a script file does not start. Both worklets are in one text, because they share code.
 */
import worker from '../../worker/engine.whole.js?inline';
import sound from '../../audio/worklets/sound.worklet.js?inline';
import type { AssetName } from '../contract/asset.js';

export const SCRIPTS: Readonly<Record<AssetName, string>> = {
  'engine.worker': worker,
  'engine.later': '', // that worker has it inside
  'capture.worklet': sound,
  'playback.worklet': sound,
};
