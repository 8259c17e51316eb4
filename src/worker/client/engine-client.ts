/**
 * The engine, seen from the main thread: it starts the worker, checks that both are of one build, and notices when the worker
 * dies. It does not know what the engine is asked to do.
 */
import type { Remote } from 'comlink';
import { BUILD, ONE_BUILD } from '../contract/build.js';
import type { EngineApi, EngineHost } from '../contract/engine-api.js';
import { isProblem, type Problem } from '../contract/faults.js';
import type { Script, ScriptSource } from '../../thread-scripts/script.js';
import { proxy, wrap } from './link.js';
import { startWorker } from './start-worker.js';

/** The time for a new worker's first answer. Our choice: a content security policy that refuses a worker may report it late or never. */
const ANSWER_WITHIN_MS = 10_000;

export interface EngineClient {
  readonly engine: Remote<EngineApi>;
  /** Settles when the worker died though nobody ended it. */
  readonly died: Promise<void>;
  /** Awaits a call, or the worker's death: a dead worker never answers. Undefined when it died or the call threw. */
  call<T>(answer: Promise<T>): Promise<T | undefined>;
  /** Ends the worker. */
  end(): void;
}

export type Started =
  { readonly ok: true; readonly client: EngineClient } | { readonly ok: false; readonly problem: Problem };

let count = 0;

/** @param later the address of the script that the worker loads later */
export async function startEngine(script: Script, host: EngineHost, later: string | undefined): Promise<Started> {
  let client: EngineClient | undefined;
  let mixed: Problem | undefined;
  const start = async (source: ScriptSource): Promise<string | undefined> => {
    const met = await meet(source, host, later);
    if (typeof met === 'string') return met;
    if (isProblem(met)) mixed = met;
    else client = met;
    return undefined;
  };
  const cause = await start(script);
  const problem = cause === undefined ? undefined : await script.rescue?.(start, cause);
  return client
    ? { ok: true, client }
    : { ok: false, problem: mixed ?? problem ?? { code: 'worker-failed', cause: cause! } };
}

/** Starts a worker. A string tells what was seen when it did not start; a `Problem`, that it is of another build. */
async function meet(
  source: ScriptSource,
  host: EngineHost,
  later: string | undefined,
): Promise<EngineClient | Problem | string> {
  let worker: Worker;
  try {
    worker = await startWorker(source);
  } catch (error) {
    return String(error);
  }
  const end = new AbortController();
  const life = navigator.locks ? `voice-live-agent-${++count}-${Math.random()}` : undefined;
  const engine = wrap<EngineApi>(worker);
  const refused = new Promise<{ readonly cause: string }>((resolve) => {
    const late = setTimeout(() => resolve({ cause: 'no answer within 10 s' }), ANSWER_WITHIN_MS);
    // The event of a script that did not run has no message.
    const onError = ({ message }: ErrorEvent) => resolve({ cause: message || 'the browser did not run it' });
    worker.addEventListener('error', onError, { signal: end.signal });
    end.signal.addEventListener('abort', () => clearTimeout(late));
  });
  const stop = () => {
    end.abort();
    worker.terminate();
  };
  const thrown = (error: unknown): { readonly cause: string } => ({ cause: String(error) });
  const met = await Promise.race([engine.meet(proxy(host), life, later).catch(thrown), refused]);
  if (met !== BUILD) {
    stop();
    return typeof met === 'object' ? met.cause : otherBuild(met);
  }
  const died = deathOf(life, end.signal);
  const call = <T>(answer: Promise<T>) => Promise.race([answer, died.then(() => undefined)]).catch(() => undefined);
  return { engine, died, call, end: stop };
}

const otherBuild = (build: string | undefined): Problem => ({
  code: 'worker-failed',
  cause: `engine.worker.js is of build ${build}, not ${BUILD}${ONE_BUILD}`,
});

/**
 * Resolves when the worker is gone: it holds this lock while it lives, so we get the lock only then. A worker without
 * locks, as in a sandboxed frame, holds none, and nobody notices its death.
 */
function deathOf(lock: string | undefined, signal: AbortSignal): Promise<void> {
  const never = (): Promise<void> => new Promise(() => undefined);
  if (lock === undefined) return never();
  const { locks } = navigator;
  return locks
    .request(lock, { ifAvailable: true }, (free) => free !== null)
    .then((free) => (free ? never() : locks.request(lock, { signal }, () => undefined)))
    .catch(never);
}
