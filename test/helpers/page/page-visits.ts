/** The page's side of helpers/node/page-visits.mjs. */
import { executeServerCommand } from '@web/test-runner-commands';

export type VisitStep =
  /** Waits this many ms, to see that nothing happens. */
  | readonly ['wait', number]
  /** Waits until an expression is true in the page. */
  | readonly ['until', string]
  /** Waits until an expression has kept its value for 1.5 s. The answer is true when it did. */
  | readonly ['still', string]
  /** Waits until each of these strings is part of a requested address. */
  | readonly ['asked', readonly string[]]
  /** Waits until a line of the console contains this text. */
  | readonly ['said', string]
  /** Hovers or clicks the element of a selector; `>>>` goes into shadow roots. */
  | readonly ['hover' | 'click', string]
  /** Types text where the focus is, then presses Enter. */
  | readonly ['type', string]
  /** Evaluates an expression in the page. */
  | readonly ['run', string];

export interface Visit {
  /** Time for compiling and running scripts until the page is loaded, in ms. */
  readonly scriptMs: number;
  /** Addresses that were requested: first those until the load, then those of each step. */
  readonly asked: readonly (readonly string[])[];
  /** Lines of the console. */
  readonly said: readonly string[];
  readonly answers: readonly unknown[];
}

const open = (path: string, more: object): Promise<Visit> =>
  executeServerCommand<Visit, object>('visit', { url: new URL(path, location.origin).href, ...more });

/** Opens `path` in a new browser context, which has no cache and no storage, as at a first visit. */
export const visit = (path: string, ...steps: readonly VisitStep[]): Promise<Visit> =>
  open(path, { steps: steps.map((step) => [...step]) });

/** The script time of `path` until shortly after its first paint, in ms. */
export const scriptMsAtLoad = async (path: string): Promise<number> => (await open(path, { brief: true })).scriptMs;
