/** The page's side of helpers/node/page-visits.mjs. */
import { executeServerCommand } from '@web/test-runner-commands';

export type VisitStep =
  | readonly ['wait', number]
  /** A selector; `>>>` goes into shadow roots. */
  | readonly ['hover' | 'click', string]
  /** Where the focus is, with Enter after it. */
  | readonly ['type', string]
  /** An expression, evaluated in the page. */
  | readonly ['run', string];

export interface Visit {
  /** Compiling and running scripts until the network is idle. */
  readonly scriptMs: number;
  /** Addresses asked for: until the load, then step by step. */
  readonly asked: readonly (readonly string[])[];
  /** Lines of the console. */
  readonly said: readonly string[];
  readonly answers: readonly unknown[];
}

/** Opens `path` in a browser context of its own, as a visitor would who comes for the first time. */
export async function visit(path: string, ...steps: readonly VisitStep[]): Promise<Visit> {
  const payload = { url: new URL(path, location.origin).href, steps: steps.map((step) => [...step]) };
  return executeServerCommand<Visit, typeof payload>('visit', payload);
}
