/** Loads a worklet's module into a context. It knows how loading fails, and nothing of what the worklet does. */
import { blobUrl, isFile, type Script, type ScriptProblem, type ScriptSource } from '../../thread-scripts/script.js';
import { CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR } from '../worklets/worklet-messages.js';

/** The names that the modules register. */
export const PROCESSORS = [CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR];

/** The time for a worklet to load, as for the worker: a browser waits for ever for a file that never comes. Our choice. */
const ANSWER_WITHIN_MS = 10_000;

/** The browser did not load a worklet's module. */
export class WorkletLoadError extends Error {
  override readonly name = 'WorkletLoadError';
  readonly problem: ScriptProblem;
  constructor(problem: ScriptProblem) {
    super(problem.cause);
    this.problem = problem;
  }
}

/** The browser's error for each module, or `undefined` when it was loaded; by context and source. */
const loaded = new WeakMap<BaseAudioContext, Map<string, Promise<string | undefined>>>();

/** Loads a worklet's module, once per context and source. Throws `WorkletLoadError`; a later call tries again. */
export async function loadWorklet(context: BaseAudioContext, script: Script): Promise<void> {
  const start = (source: ScriptSource): Promise<string | undefined> => addOnce(context, source);
  const cause = await start(script);
  if (cause === undefined) return;
  const problem = script.rescue ? await script.rescue(start, cause) : ({ code: 'worker-failed', cause } as const);
  if (problem) throw new WorkletLoadError(problem);
}

/** Loads a source once. Two worklets may be in one file, and each has a rescue of its own. */
function addOnce(context: BaseAudioContext, source: ScriptSource): Promise<string | undefined> {
  const key = isFile(source) ? source.url : source.code;
  let modules = loaded.get(context);
  if (!modules) loaded.set(context, (modules = new Map<string, Promise<string | undefined>>()));
  let loading = modules.get(key);
  if (!loading) {
    modules.set(key, (loading = addModule(context, source)));
    void loading.then((cause) => cause && modules.delete(key));
  }
  return loading;
}

/** Makes the browser fetch the modules. It uses an offline context, because a real one needs the visitor's gesture. */
export function preloadWorklets(...scripts: readonly Script[]): void {
  if (!globalThis.AudioWorklet) return; // on an insecure page
  const context = new OfflineAudioContext(1, 1, 8000);
  for (const script of scripts) if (isFile(script)) loadWorklet(context, script).catch(() => undefined);
}

/** Returns the browser's error when it did not load the module. */
async function addModule(context: BaseAudioContext, source: ScriptSource): Promise<string | undefined> {
  let url: string | undefined;
  try {
    // `new URL` throws unless the address is absolute: the browser would load the page itself for an empty one.
    url = isFile(source) ? new URL(source.url).href : blobUrl(source.code);
    const late = new Promise((_, reject) => setTimeout(reject, ANSWER_WITHIN_MS, 'no answer within 10 s'));
    await Promise.race([context.audioWorklet.addModule(url), late]);
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    if (url && !isFile(source)) URL.revokeObjectURL(url);
  }
}
