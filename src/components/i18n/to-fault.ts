/** What can be said of a fault before its own words are loaded. */
import type { Fault, FaultCode, Problem } from '../../worker/contract/faults.js';
import type { CloserFix } from './owner-labels.js';

export type FaultLabels = {
  readonly [Key in `fault-${FaultCode}` | `fix-${FaultCode | CloserFix | 'file-missing' | 'later'}`]: string;
};

/** What can be said where no other words can be loaded: that is what a lost connection looks like. */
export const lostWords = {
  'fault-connection-lost': 'The connection was lost.',
  'fix-connection-lost': 'Check your internet connection, then press Try again.',
};

export const lostFault = ({ advice: _, ...problem }: Problem): Fault => ({
  ...problem,
  message: lostWords['fault-connection-lost'],
  fix: lostWords['fix-connection-lost'],
  retryable: true,
});
