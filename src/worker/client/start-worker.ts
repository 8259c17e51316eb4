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

/** A browser runs no worker from another origin. */
async function addressOf(source: ScriptSource): Promise<string> {
  if (!isFile(source)) return blobUrl(source.code);
  // In a sandboxed frame the own origin is 'null', whatever the address of the page.
  if (new URL(source.url).origin === self.origin) return source.url;
  return (await import('./foreign-script.js')).importOf(source.url);
}

/** Rejects with what the browser throws. A policy may also refuse the worker without that, and report by its `error` event only. */
export async function startWorker(source: ScriptSource): Promise<Worker> {
  const url = await addressOf(source);
  return new Worker(trusted(url), { name: 'voice-live-agent' });
}
