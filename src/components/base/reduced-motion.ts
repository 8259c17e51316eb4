/** True when the visitor's system asks for reduced motion. */
export const prefersStillness = (): boolean =>
  Boolean(globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches);
