/** Which faults are worth another try. It goes with their sentences, which are loaded only when something goes wrong. */
import type { FaultCode } from '../../worker/contract/faults.js';

/** Faults after which the same request may work on another try. */
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
