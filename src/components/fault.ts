import { isRetryable, type Fault, type Problem } from '../worker/contract/faults.js';
import { faultWords, type Labels } from './labels.js';

/** A problem in the visitor's words. */
export const toFault = (problem: Problem, labels: Labels): Fault => ({
  ...problem,
  ...faultWords(problem.code, labels),
  retryable: isRetryable(problem.code),
});
