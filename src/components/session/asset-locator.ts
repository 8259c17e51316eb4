/** The addresses of the worker and the worklets, and what to do where one of them gives no script. */
import type { ScriptProblem, ScriptSource } from '../../thread-scripts/script.js';
import type { Asset, AssetName } from '../contract/asset.js';
import { BUILD } from '../../worker/contract/build.js';
import { warnOnce } from '../base/warn-once.js';

/** Scripts that stand in for a file, by name and address: one that did not answer is not asked again by this page. */
const standIns = new Map<string, Asset>();

/** A script in a file. Bundlers may give a relative address, or one that throws when it is read: `import.meta.url` is empty. */
export function scriptAt(name: AssetName, address: () => string): Asset {
  let url = '';
  try {
    url = new URL(address(), document.baseURI).href;
  } catch {
    // The rescue begins where there is no address.
  }
  return standIns.get(name + url) ?? rescued(name, { url });
}

/** Adds what is done when it does not start. */
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
          keep: (asset) => 'url' in source && standIns.set(name + source.url, asset),
          warn: warnOnce,
        }),
      () => ({ code: 'worker-failed', cause }),
    ),
});

export const inFolder = (folder: string, name: AssetName) => (): string =>
  `${folder.replace(/\/?$/, '/')}${name}.js?${BUILD}`;
