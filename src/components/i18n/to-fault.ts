import { isRetryable, type Fault, type Problem } from '../../worker/contract/faults.js';
import type { FaultLabels } from './fault-labels.js';

/** What can be said where no other words can be loaded: that is what a lost connection looks like. */
export const lostWords = {
  'fault-connection-lost': 'The connection was lost.',
  'fix-connection-lost': 'Check your internet connection, then press Try again.',
};

/** A problem in the visitor's words. */
export const toFault = (problem: Problem, labels: Partial<FaultLabels>): Fault => ({
  ...problem,
  message: labels[`fault-${problem.code}`] ?? lostWords['fault-connection-lost'],
  fix: labels[`fix-${problem.code}`] ?? lostWords['fix-connection-lost'],
  retryable: isRetryable(problem.code),
});
