/** How a conversation may end before it began. */
import type { Outcome } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';

export const failed = (problem: Problem): Outcome => ({ ok: false, problem });

export const STOPPED = failed({ code: 'connection-lost', cause: 'stopped' });
export const CANCELLED = failed({ code: 'setup', cause: 'vla-before-start was cancelled' });
export const DIED: Problem = { code: 'worker-failed', cause: 'the worker ended by itself' };

/** Settles with the outcome that a conversation was ended with. */
export const ending = (signal: AbortSignal): Promise<Outcome> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason as Outcome)));
