/**
 * Starts a worker or a worklet from the copy inside the package when its file did not start, and finds out why it did not.
 * The file may be missing because a bundler did not follow `new URL`, may not be JavaScript, may be refused by the page's
 * policy, or may never answer. Loaded only then.
 */
import { startWorker } from '../../worker/client/start-worker.js';
import { blobUrl, isFile, type ScriptProblem, type ScriptSource } from '../../thread-scripts/script.js';
import type { Asset, AssetName } from '../contract/asset.js';

export interface LostScript {
  readonly name: AssetName;
  readonly source: ScriptSource;
  /** What was observed when the script did not start, for developers. */
  readonly cause: string;
  /** Tries to start the script from another source. Resolves with the cause when that failed too, else with undefined. */
  readonly start: (source: ScriptSource) => Promise<string | undefined>;
  /** Stores the source that works, so that it is used from now on. */
  readonly keep: (asset: Asset) => void;
  readonly warn: (text: string) => void;
}

const ASK_WITHIN_MS = 5000;
/** How long to wait for `securitypolicyviolation`. Browsers report a violation a moment after it happens. */
const REPORT_WITHIN_MS = 1000;
/** Longest text of an address or a cause in a message. */
const SHOWN_CHARACTERS = 200;

const SERVE_IT = 'Serve it there, or set assets-url to the folder that holds it (see hosting in the docs).';

/** Resolves with undefined when the copy inside the package runs, and with the reason when no script can run. */
export async function rescueScript(lost: LostScript): Promise<ScriptProblem | undefined> {
  const { name, source, keep, warn } = lost;
  // Without these classes no script can start: an insecure page has no worklets, and a DOM for tests has neither.
  const able = name === 'engine.worker' ? globalThis.Worker : globalThis.AudioWorklet;
  if (!able) return { code: 'worker-failed', cause: lost.cause };
  if (isFile(source)) {
    const code = await import('./inside-scripts.js').then(
      ({ SCRIPTS }) => SCRIPTS[name],
      () => undefined,
    );
    if (code !== undefined && (await lost.start({ code })) === undefined) {
      const why = explain(lost).then(({ cause }) => cause);
      keep({ code, why });
      void why.then((cause) => warn(`${cause}. The copy inside the package is used. ${SERVE_IT}`));
      return undefined;
    }
  }
  const reason = await explain(lost);
  warn(reason.advice ? `${reason.cause}. ${SERVE_IT}` : reason.cause);
  return reason;
}

async function explain({ name, source, cause }: LostScript): Promise<ScriptProblem> {
  const url = isFile(source) ? source.url : undefined;
  const fails = (what: string): ScriptProblem => ({ code: 'worker-failed', cause: what, advice: 'file-missing' });
  if (url === '')
    return fails(`${name}.js has no address: assets-url is none, or a bundler left import.meta.url empty`);
  const place = url === undefined ? `${name}, from inside the package` : shortened(url);
  const answer = url && /^https?:/.test(url) ? await ask(url) : '';
  if (answer && answer !== UNREAD) return fails(`${place} ${answer}`);
  const directive = await refusedBy(name, source);
  if (directive) return { code: 'csp-blocked', cause: `${directive} of the page's policy refused ${place}` };
  if (answer) return fails(`${place} ${answer}`);
  return { code: 'worker-failed', cause: `${place}: ${url ? shortened(cause.replaceAll(url, place)) : cause}` };
}

const UNREAD = 'could not be fetched';

/** Requests the file and resolves with what is wrong with the answer, or with '' when it is JavaScript. */
async function ask(url: string): Promise<string> {
  const control = new AbortController();
  const late = setTimeout(() => control.abort(), ASK_WITHIN_MS);
  try {
    const answer = await fetch(url, { signal: control.signal });
    if (!answer.ok) return `answered with status ${answer.status}`;
    const type = answer.headers.get('content-type') ?? '';
    return /javascript|ecmascript/.test(type) ? '' : `is ${type || 'of no type'}, not JavaScript`;
  } catch {
    return UNREAD;
  } finally {
    clearTimeout(late);
    control.abort(); // the headers are enough, so the body is not downloaded
  }
}

/** Requests the script once more, and resolves with the directive of the page's policy that refuses it, if one does. */
async function refusedBy(name: AssetName, source: ScriptSource): Promise<string | undefined> {
  const over = new AbortController();
  const { signal } = over;
  const url = isFile(source) ? source.url : '';
  const refused = new Promise<string | undefined>((resolve) => {
    document.addEventListener(
      'securitypolicyviolation',
      ({ disposition, effectiveDirective, blockedURI }) => {
        // `blockedURI` is the address without its fragment, or only the scheme when that is not http or https.
        const ours = /^(?:blob|trusted)/.test(blockedURI) || url.startsWith(blockedURI);
        if (disposition === 'enforce' && ours && /^(?:worker|child|script|default|.*trusted)/.test(effectiveDirective))
          resolve(effectiveDirective);
      },
      { signal },
    );
    setTimeout(() => resolve(undefined), REPORT_WITHIN_MS);
  });
  if (name === 'engine.worker') tryWorker(source, signal);
  else tryWorklet(source, signal);
  return refused.finally(() => over.abort());
}

function tryWorker(source: ScriptSource, signal: AbortSignal): void {
  const end = (worker: Worker): void => {
    signal.addEventListener('abort', () => worker.terminate());
    if (signal.aborted) worker.terminate();
  };
  // The script is known not to start. Only the policy's report is of interest.
  startWorker(source).then(end, () => undefined);
}

/**
 * Preloads the worklet as a module. Browsers do not report a refused worklet, but they report a refused preload, which
 * falls under the same directive.
 */
function tryWorklet(source: ScriptSource, signal: AbortSignal): void {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.href = isFile(source) ? source.url : blobUrl(source.code);
  document.head.append(link);
  signal.addEventListener('abort', () => link.remove());
}

/** Removes what may be secret (user names, passwords, queries) and the long content of `data:` addresses. */
function shortened(text: string): string {
  const plain = text.replace(/(\/\/)[^/@\s]*@|[?#]\S*/g, '$1').replace(/(data:[^,]{0,60},)\S*/g, '$1…');
  return plain.length > SHOWN_CHARACTERS ? `${plain.slice(0, SHOWN_CHARACTERS)}…` : plain;
}
