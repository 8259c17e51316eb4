/**
 * A script that runs on another thread: the worker or a worklet. MAIN THREAD. This room knows where such a script comes
 * from and why it may not start. It does not know how a worker or a worklet is started, nor what the script does.
 */
import type { Problem } from '../worker/contract/faults.js';

/** Where a script comes from: an address, or its source text. */
export type ScriptSource = { readonly url: string } | { readonly code: string };

/** True for a source with an address. Only a field of its own tells, since a page may have added `url` to every object. */
export const isFile = <S extends ScriptSource>(source: S): source is Extract<S, { readonly url: string }> =>
  Object.hasOwn(source, 'url');

/** Why a worker or a worklet did not start. */
export interface ScriptProblem extends Problem {
  readonly code: 'csp-blocked' | 'worker-failed';
  readonly cause: string;
}

/** A source, and a way out when it does not start. */
export type Script = ScriptSource & {
  /**
   * Tries other sources.
   * @param start starts a source and resolves with what was seen when it did not start
   * @param cause what was seen when this source did not start
   * @returns the problem that remains, or undefined when another source has started
   */
  readonly rescue?: (
    start: (source: ScriptSource) => Promise<string | undefined>,
    cause: string,
  ) => Promise<ScriptProblem | undefined>;
};

/** An address for source text. Whoever asks for it revokes it, or keeps it as long as the page lives. */
export const blobUrl = (code: string): string => URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
