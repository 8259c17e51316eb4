/** Starts a worker in a way that the page's origin and content security policy allow. It does not know what the worker does. */
import { blobUrl, isFile, type ScriptSource } from '../../thread-scripts/script.js';

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | undefined;

/** Trusted Types: `new Worker` takes no plain string where a page demands them. The addresses that pass here are our own files. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypesFactory };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('voice-live-agent', { createScriptURL: (own) => own });
  return policy.createScriptURL(url);
}

/** Trusted Types hold in the worker, too: a blob inherits the page's policy, and `importScripts` takes no plain string there. */
const IMPORT =
  "importScripts((self.trustedTypes?trustedTypes.createPolicy('voice-live-agent',{createScriptURL:u=>u}):{createScriptURL:u=>u}).createScriptURL(";

/** A browser runs no worker from another origin. It does run a blob of this origin that imports the script. */
function addressOf(source: ScriptSource): string {
  if (!isFile(source)) return blobUrl(source.code);
  // In a sandboxed frame the own origin is 'null', whatever the address of the page.
  return new URL(source.url).origin === self.origin ? source.url : blobUrl(IMPORT + JSON.stringify(source.url) + '))');
}

/** Throws what the browser throws. A policy may also refuse the worker without that, and report by its `error` event only. */
export function startWorker(source: ScriptSource): Worker {
  const url = addressOf(source);
  return new Worker(trusted(url), { name: 'voice-live-agent' });
}
