/** Outcomes of a conversation that ends early: it was stopped, the page cancelled it, or its worker died. */
import type { Outcome } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';

export const failed = (problem: Problem): Outcome => ({ ok: false, problem });

export const STOPPED = failed({ code: 'connection-lost', cause: 'stopped' });
export const CANCELLED = failed({ code: 'setup', cause: 'vla-before-start was cancelled' });
export const DIED: Problem = { code: 'worker-failed', cause: 'the worker ended by itself' };

/** Resolves with the outcome of a conversation when it ends. The outcome is the abort reason of its signal. */
export const ending = (signal: AbortSignal): Promise<Outcome> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason as Outcome)));
