/** The scripts of other threads: the worker and the worklets, by name. */
import type { Script } from '../../thread-scripts/script.js';

export type AssetName = 'engine.worker' | 'capture.worklet' | 'playback.worklet';
export type AssetLocator = (name: AssetName) => Asset;

export type Asset = Script & {
  /** Why the script comes from inside the package, when it does though it has a file. */
  readonly why?: Promise<string>;
};
