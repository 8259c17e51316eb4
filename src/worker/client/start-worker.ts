/** Starts a worker from whatever the page's origin and policy allow. */
import { blobUrl, type ScriptSource } from '../../thread-scripts/script.js';

interface ScriptUrlPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

let policy: ScriptUrlPolicy | undefined;

/** `new Worker` is a Trusted Types sink; the addresses that pass here are our own files. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypesFactory };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('voice-live-agent', { createScriptURL: (own) => own });
  return policy.createScriptURL(url);
}

/** Under Trusted Types `importScripts` is a sink too, and the blob has inherited the page's policy. */
const IMPORT =
  "importScripts((self.trustedTypes?trustedTypes.createPolicy('voice-live-agent',{createScriptURL:u=>u}):{createScriptURL:u=>u}).createScriptURL(";

/** A worker may not come from another origin; a blob of our own that imports it may. */
function addressOf(source: ScriptSource): string {
  if ('code' in source) return blobUrl(source.code);
  return new URL(source.url).origin === location.origin
    ? source.url
    : blobUrl(IMPORT + JSON.stringify(source.url) + '))');
}

/** Throws what the browser throws; a policy that refuses it may also tell by the worker's `error` event only. */
export function startWorker(source: ScriptSource): Worker {
  const url = addressOf(source);
  return new Worker(trusted(url), { name: 'voice-live-agent' });
}
