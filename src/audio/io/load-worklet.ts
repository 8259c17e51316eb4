import { CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR } from '../worklets/worklet-messages.js';

/** What the modules register. */
export const PROCESSORS = [CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR];

/** Where a worklet's module comes from: an address, or its source text. */
export type WorkletSource = { readonly url: string } | { readonly code: string };

/** The browser refused a worklet's module. */
export class WorkletLoadError extends Error {
  override readonly name = 'WorkletLoadError';
}

const loaded = new WeakMap<BaseAudioContext, Map<string, Promise<void>>>();

/** Loads a worklet's module, once per context and source. Throws `WorkletLoadError`; a later call tries again. */
export function loadWorklet(context: BaseAudioContext, source: WorkletSource): Promise<void> {
  const key = 'url' in source ? source.url : source.code;
  let modules = loaded.get(context);
  if (!modules) loaded.set(context, (modules = new Map<string, Promise<void>>()));
  let loading = modules.get(key);
  if (!loading) {
    modules.set(key, (loading = addModule(context, source)));
    loading.catch(() => modules.delete(key));
  }
  return loading;
}

/** Has the browser fetch them, without a context of sound: that one wants the visitor's gesture. */
export function preloadWorklets(...sources: readonly WorkletSource[]): void {
  for (const source of sources) {
    if ('url' in source) new OfflineAudioContext(1, 1, 8000).audioWorklet?.addModule(source.url).catch(() => undefined);
  }
}

async function addModule(context: BaseAudioContext, source: WorkletSource): Promise<void> {
  const url = 'url' in source ? source.url : URL.createObjectURL(new Blob([source.code], { type: 'text/javascript' }));
  try {
    await context.audioWorklet.addModule(url);
  } catch (cause) {
    const origin = 'url' in source ? `the origin of ${url}` : 'blob:';
    throw new WorkletLoadError(
      `An audio worklet was not loaded. A Content-Security-Policy must allow ${origin} in script-src.`,
      { cause },
    );
  } finally {
    if ('code' in source) URL.revokeObjectURL(url);
  }
}
