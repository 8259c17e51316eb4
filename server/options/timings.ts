/** Every span of time that is no option. Tests pass shorter ones. */
export interface Timings {
  /** How long a ticket is good. */
  readonly ticketMs: number;
  /** A slot that nobody renews is free after this: a dead instance frees its calls. */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** How long the older of two calls goes on after a hand-over. */
  readonly handOverMs: number;
  /** The service has to answer the upgrade within this. */
  readonly connectMs: number;
  /** A quiet end is pinged after this, and dead when nothing came for `pongMs` more. */
  readonly pingMs: number;
  readonly pongMs: number;
  /** A page that had to be held back for so long within a minute is ended. */
  readonly heldMs: number;
  /** A page may write down what was said before within this, counted from its set-up. */
  readonly replayMs: number;
  /** Before the limit of a call the page is warned. */
  readonly warnMs: number;
  /** Drain: calls that are quiet end after the first, all others after the second. */
  readonly drainQuietMs: number;
  readonly drainMs: number;
  /** How long the service's side of a call is kept for a visitor whose line was lost. */
  readonly resumeMs: number;
}

export const TIMINGS: Timings = {
  ticketMs: 30_000,
  leaseMs: 45_000,
  renewMs: 15_000,
  handOverMs: 60_000,
  connectMs: 10_000,
  pingMs: 20_000,
  pongMs: 10_000,
  heldMs: 20_000,
  replayMs: 10_000,
  warnMs: 30_000,
  drainQuietMs: 20_000,
  drainMs: 25_000,
  resumeMs: 20_000,
};
