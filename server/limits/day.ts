/** Days of limits, in UTC. */
export const DAY_MS = 86_400_000;
/** A day's numbers are kept a little longer, for calls that go over midnight. */
export const KEPT_MS = 2 * DAY_MS;
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);
