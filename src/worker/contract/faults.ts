/**
 * What can go wrong, as plain data: an error that is thrown across threads arrives without its code. This module knows the
 * codes. It knows no sentence for the visitor.
 */
export type FaultCode =
  | 'setup'
  | 'insecure-context'
  | 'mic-denied'
  | 'mic-blocked-by-policy'
  | 'mic-missing'
  | 'mic-busy'
  | 'audio-blocked'
  | 'csp-blocked'
  | 'worker-failed'
  | 'token-failed'
  | 'token-refused'
  | 'token-invalid'
  | 'connect-failed'
  | 'connect-timeout'
  | 'unauthorized'
  | 'not-found'
  | 'throttled'
  | 'session-rejected'
  | 'connection-lost'
  | 'session-expired'
  | 'server-error'
  | 'tool-failed'
  | 'avatar-failed'
  | 'rtc-failed'
  | 'unsupported';

/** Why something failed. The element makes a sentence of it, in the visitor's language. */
export interface Problem {
  /** What kind of fault it is. */
  readonly code: FaultCode;
  /** For developers: what was observed, such as an HTTP status. It never holds a credential. */
  readonly cause?: string;
  /** The `client-request-id` of the connection, by which the support of the service finds it. */
  readonly clientRequestId?: string | undefined;
  /** The server asked for no request before this time, in ms since 1970. */
  readonly retryAt?: number;
  /** Selects advice that is closer to the cause than the code's own. */
  readonly advice?: 'file-missing' | undefined;
}

/** A problem as a page sees it: in `vla-error`, in the `fault` property, and in the rejection of `start()`. */
export interface Fault extends Omit<Problem, 'advice'> {
  /** One plain sentence for the visitor. */
  readonly message: string;
  /** True when the same call may work on another try. */
  readonly retryable: boolean;
  /** Advice for developers. */
  readonly fix: string;
}

/** True for a problem. Only a field of its own tells, since a page may have added `code` to every object. */
export const isProblem = <T extends object>(value: T): value is Extract<T, Problem> => Object.hasOwn(value, 'code');
