/** The addresses of the worker and the worklets, and the rescue of a script that does not start. */
import { isFile, type ScriptProblem, type ScriptSource } from '../../thread-scripts/script.js';
import type { Asset, AssetName } from '../contract/asset.js';
import { BUILD } from '../../worker/contract/build.js';
import { warnOnce } from '../base/warn-once.js';

/** Replacements for files that did not start, by name and address. This page does not request such a file again. */
const standIns = new Map<string, Asset>();

/**
 * A script in a file. `address` is a function, because it throws in bundles where `import.meta.url` is empty. Its result
 * may be relative, as some bundlers make it.
 */
export function scriptAt(name: AssetName, address: () => string): Asset {
  let url = '';
  try {
    url = new URL(address(), document.baseURI).href;
  } catch {
    // An empty address cannot start, and then the rescue begins.
  }
  return standIns.get(name + url) ?? rescued(name, { url });
}

/** Adds `rescue` to a script. It is called when the script does not start, and loads its code only then. */
export const rescued = (name: AssetName, source: ScriptSource): Asset => ({
  ...source,
  rescue: (start, cause): Promise<ScriptProblem | undefined> =>
    import('./rescue-script.js').then(
      ({ rescueScript }) =>
        rescueScript({
          name,
          source,
          cause,
          start,
          keep: (asset) => isFile(source) && standIns.set(name + source.url, asset),
          warn: warnOnce,
        }),
      () => ({ code: 'worker-failed', cause }),
    ),
});

export const inFolder = (folder: string, name: AssetName) => (): string =>
  `${folder.replace(/\/?$/, '/')}${name}.js?${BUILD}`;
