import type { FaultCode, Problem } from './faults.js';

export interface Failed {
  readonly ok: false;
  readonly problem: Problem;
}

/** Foreseeable failure is data. */
export const failed = (code: FaultCode, cause: string, retryAt?: number): Failed => ({
  ok: false,
  problem: { code, cause, ...(retryAt && { retryAt }) },
});
