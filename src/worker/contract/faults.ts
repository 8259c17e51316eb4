/** What can go wrong, as plain data: it crosses threads, and a thrown error would arrive without its code. */
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

/** Why something failed, without the words: those are the element's, in the visitor's language. */
export interface Problem {
  readonly code: FaultCode;
  /** For developers: what exactly was seen, such as an HTTP status. Never holds a credential. */
  readonly cause?: string;
  /** The server asked to be left alone until then, in ms since 1970. Until then nothing is asked of it. */
  readonly retryAt?: number;
  /** A closer word on what to do than the code's own. */
  readonly advice?: 'file-missing' | undefined;
}

/** A problem as a page sees it: in `vla-error`, in the `fault` property, and as what `start()` rejects with. */
export interface Fault extends Omit<Problem, 'advice'> {
  /** One plain sentence for the visitor. */
  readonly message: string;
  /** Whether the same call may work when it is tried again. */
  readonly retryable: boolean;
  /** What to do about it. */
  readonly fix: string;
}

/** Faults after which asking again, unchanged, may work. */
const RETRYABLE: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'mic-denied',
  'mic-missing',
  'mic-busy',
  'audio-blocked',
  'worker-failed',
  'token-failed',
  'connect-failed',
  'connect-timeout',
  'throttled',
  'connection-lost',
  'session-expired',
  'server-error',
  'tool-failed',
  'avatar-failed',
  'rtc-failed',
]);

export const isRetryable = (code: FaultCode): boolean => RETRYABLE.has(code);
