/** The scripts that run on other threads: the worker in two parts, and the two worklets. */
import type { Script } from '../../thread-scripts/script.js';

export type AssetName = 'engine.worker' | 'engine.later' | 'capture.worklet' | 'playback.worklet';
export type AssetLocator = (name: AssetName) => Asset;

export type Asset = Script & {
  /** The reason, for the console, why the copy inside the package is used although the script has a file of its own. */
  readonly why?: Promise<string>;
};
