/** The result of a step that failed. A failure that can be foreseen is returned as data; nothing is thrown. */
import type { FaultCode, Problem } from './faults.js';

export interface Failed {
  readonly ok: false;
  readonly problem: Problem;
}

/** `retryAt`: in ms since 1970. */
export const failed = (code: FaultCode, cause: string, retryAt?: number): Failed => ({
  ok: false,
  problem: { code, cause, ...(retryAt && { retryAt }) },
});
