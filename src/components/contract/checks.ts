/** The type of what `diagnose()` returns. */

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

/** The result of one check of `diagnose()`. */
export interface Check {
  readonly check: CheckName;
  /** Whether the check passed. */
  readonly ok: boolean;
  /** Finding of the check, in English, for developers. Never contains a credential. */
  readonly detail: string;
  /** Advice in the visitor's language; empty when the check passed. */
  readonly fix: string;
}
