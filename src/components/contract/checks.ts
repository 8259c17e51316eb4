/** The answer of `diagnose()`. */

export type CheckName =
  | 'secure-context'
  | 'permissions-policy'
  | 'microphone-permission'
  | 'devices'
  | 'token'
  | 'worker'
  | 'connection'
  | 'worklets'
  | 'sound';

/** One thing that a call needs. */
export interface Check {
  readonly check: CheckName;
  readonly ok: boolean;
  /** What was seen, for developers. Never holds a credential. */
  readonly detail: string;
  /** What to do, in the visitor's language; empty when all is well. */
  readonly fix: string;
}
