/** Runs a worker's script of another origin. Loaded for pages whose files are there. */
import { blobUrl } from '../../thread-scripts/script.js';

/** Trusted Types hold in the worker, too: a blob inherits the page's policy, and `importScripts` takes no plain string there. */
const IMPORT =
  "importScripts((self.trustedTypes?trustedTypes.createPolicy('voice-live-agent',{createScriptURL:u=>u}):{createScriptURL:u=>u}).createScriptURL(";

/** The address of a script of this origin that imports the one at `url`. */
export const importOf = (url: string): string => blobUrl(`${IMPORT}${JSON.stringify(url)}))`);
