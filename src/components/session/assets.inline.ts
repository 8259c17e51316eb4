/** The same as assets.ts, for the one-file build, which has the scripts inside. */
import { inFolder, rescued, scriptAt } from './asset-locator.js';
import type { AssetLocator } from '../contract/asset.js';
import { SCRIPTS } from './inside-scripts.js';

export const assetsIn =
  (folder: string | undefined): AssetLocator =>
  (name) =>
    folder ? scriptAt(name, inFolder(folder, name)) : rescued(name, { code: SCRIPTS[name] });
