/** Whether the visitor asked for less motion. */
export const prefersStillness = (): boolean =>
  Boolean(globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches);
