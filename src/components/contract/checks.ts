/** The type of what `diagnose()` returns, and what it is made of. */
import type { FaultCode, Problem } from '../../worker/contract/faults.js';

export type CheckName =
  /** What this browser lacks. It fails only when no call is possible. */
  | 'browser'
  | 'secure-context'
  | 'permissions-policy'
  | 'microphone-permission'
  | 'devices'
  | 'token'
  | 'worker'
  | 'connection'
  | 'worklets'
  | 'sound'
  /** What the recording shows of the last call; only where something was recorded. */
  | 'recording';

/** The result of one check of `diagnose()`. */
export interface Check {
  /** What was checked. */
  readonly check: CheckName;
  /** Whether the check passed. */
  readonly ok: boolean;
  /** Finding of the check, in English, for developers. Never contains a credential. */
  readonly detail: string;
  /** Advice in the visitor's language; empty when the check passed. */
  readonly fix: string;
}

/** A check before it is put in words. `code` is set when something is wrong. `detail` never holds a credential. */
export interface Finding {
  readonly check: CheckName;
  readonly detail: string;
  readonly code?: FaultCode | undefined;
  readonly advice?: Problem['advice'];
  readonly retryAt?: number | undefined;
  /** Of a check that was not tried: what the check before it has seen. Its hint stands there. */
  readonly cause?: string | undefined;
}
