import { blobUrl, type Script, type ScriptProblem, type ScriptSource } from '../../thread-scripts/script.js';
import { CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR } from '../worklets/worklet-messages.js';

/** What the modules register. */
export const PROCESSORS = [CAPTURE_PROCESSOR, PLAYBACK_PROCESSOR];

/** As for the worker: a browser waits for ever for a file that never comes, and so would the call. */
const ANSWER_WITHIN_MS = 10_000;

/** The browser did not take a worklet's module. */
export class WorkletLoadError extends Error {
  override readonly name = 'WorkletLoadError';
  readonly problem: ScriptProblem;
  constructor(problem: ScriptProblem) {
    super(problem.cause);
    this.problem = problem;
  }
}

/** What the browser said of each module, and `undefined` when it took it; per context and source. */
const loaded = new WeakMap<BaseAudioContext, Map<string, Promise<string | undefined>>>();

/** Loads a worklet's module, once per context and source. Throws `WorkletLoadError`; a later call tries again. */
export async function loadWorklet(context: BaseAudioContext, script: Script): Promise<void> {
  const start = (source: ScriptSource): Promise<string | undefined> => addOnce(context, source);
  const cause = await start(script);
  if (cause === undefined) return;
  const problem = script.rescue ? await script.rescue(start, cause) : ({ code: 'worker-failed', cause } as const);
  if (problem) throw new WorkletLoadError(problem);
}

/** Two worklets may be in one file; each has a rescue of its own. */
function addOnce(context: BaseAudioContext, source: ScriptSource): Promise<string | undefined> {
  const key = 'url' in source ? source.url : source.code;
  let modules = loaded.get(context);
  if (!modules) loaded.set(context, (modules = new Map<string, Promise<string | undefined>>()));
  let loading = modules.get(key);
  if (!loading) {
    modules.set(key, (loading = addModule(context, source)));
    void loading.then((cause) => cause && modules.delete(key));
  }
  return loading;
}

/** Has the browser fetch them, without a context of sound: that one wants the visitor's gesture. */
export function preloadWorklets(...scripts: readonly Script[]): void {
  if (!globalThis.AudioWorklet) return; // as on an insecure page
  const context = new OfflineAudioContext(1, 1, 8000);
  for (const script of scripts) if ('url' in script) loadWorklet(context, script).catch(() => undefined);
}

/** Tells what the browser said when it did not take it. */
async function addModule(context: BaseAudioContext, source: ScriptSource): Promise<string | undefined> {
  let url: string | undefined;
  try {
    // What is no absolute address throws here: the browser would take the page itself for the script.
    url = 'url' in source ? new URL(source.url).href : blobUrl(source.code);
    const late = new Promise((_, reject) => setTimeout(reject, ANSWER_WITHIN_MS, 'no answer within 10 s'));
    await Promise.race([context.audioWorklet.addModule(url), late]);
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    if (url && 'code' in source) URL.revokeObjectURL(url);
  }
}
