/** A script of another thread. */
import type { ScriptProblem } from './faults.js';

/** Where a script comes from: an address, or its source text. */
export type ScriptSource = { readonly url: string } | { readonly code: string };

/** A source, and what to do when it does not start: that tries others with `start`, and tells what stays wrong. */
export type Script = ScriptSource & {
  readonly rescue?: (
    /** Tells what was seen when it did not start. */
    start: (source: ScriptSource) => Promise<string | undefined>,
    cause: string,
  ) => Promise<ScriptProblem | undefined>;
};
