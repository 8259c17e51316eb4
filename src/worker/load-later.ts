/** Loads the later part of the engine into this worker, from the address that the page named. */
import { BUILD, ONE_BUILD } from './contract/build.js';
import type { LoadLater } from './later-loader.js';
import type { Later } from './later-part.js';

let tries = 0;

export const loadLater: LoadLater = async (url) => {
  if (!url) throw new Error('engine.later.js has no address');
  try {
    // The fragment lets a browser ask again for what failed before.
    await import(`${url}#${++tries}`);
  } catch {
    // A browser whose workers know no modules, or another origin that does not allow them. `importScripts` holds the worker's
    // sound up while it waits, so the file is fetched first.
    const { ok, type } = await fetch(url, { mode: 'no-cors' });
    if (!ok && type !== 'opaque') throw new Error(`${url} is missing`);
    importScripts(url);
  }
  const { voiceLiveAgentLater: later } = self as { readonly voiceLiveAgentLater?: Later };
  if (later?.build !== BUILD) throw new Error(`${url} is of build ${later?.build}, not ${BUILD}${ONE_BUILD}`);
  return later;
};
