/** The page's side of helpers/node/page-visits.mjs. */
import { executeServerCommand } from '@web/test-runner-commands';

export type VisitStep =
  | readonly ['wait', number]
  /** A selector; `>>>` goes into shadow roots. */
  | readonly ['hover' | 'click', string]
  /** Types text where the focus is, then presses Enter. */
  | readonly ['type', string]
  /** An expression, evaluated in the page. */
  | readonly ['run', string];

export interface Visit {
  /** Time for compiling and running scripts until the network is idle, in ms. */
  readonly scriptMs: number;
  /** Addresses that were requested: first those until the load, then those of each step. */
  readonly asked: readonly (readonly string[])[];
  /** Lines of the console. */
  readonly said: readonly string[];
  readonly answers: readonly unknown[];
}

/** Opens `path` in a new browser context, which has no cache and no storage, as at a first visit. */
export async function visit(path: string, ...steps: readonly VisitStep[]): Promise<Visit> {
  const payload = { url: new URL(path, location.origin).href, steps: steps.map((step) => [...step]) };
  return executeServerCommand<Visit, typeof payload>('visit', payload);
}
