/** Time and chance. Tests have a clock of their own. */
export interface Clock {
  now(): number;
  random(): number;
  after(ms: number, run: () => void): unknown;
  clear(timer: unknown): void;
}

export const CLOCK: Clock = {
  now: () => Date.now(),
  random: Math.random,
  after: (ms, run) => setTimeout(run, ms),
  clear: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};
