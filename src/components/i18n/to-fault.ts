/**
 * The one fault whose sentences are always there: a lost connection, because no other sentences could be loaded then.
 */
import type { Fault, FaultCode, Problem } from '../../worker/contract/faults.js';
import type { CloserAnswer, CloserFix } from './owner-labels.js';

/** For each fault two labels: what went wrong, and how to fix it. Some causes have a fix of their own. */
export type FaultLabels = {
  readonly [
    Key in `fault-${FaultCode}` | `answer-${CloserAnswer}` | `fix-${FaultCode | CloserFix | 'file-missing' | 'later'}`
  ]: string;
};

/** The English labels of a lost connection. */
export const lostWords = {
  'fault-connection-lost': 'The connection was lost.',
  'fix-connection-lost': 'Check your internet connection, then press Try again.',
};

/**
 * Turns any problem into the fault of a lost connection. Used when the file with the other sentences could not be
 * loaded.
 */
export const lostFault = ({ advice: _, ...problem }: Problem): Fault => ({
  ...problem,
  message: lostWords['fault-connection-lost'],
  fix: lostWords['fix-connection-lost'],
  retryable: true,
});
