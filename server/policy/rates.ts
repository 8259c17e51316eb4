/**
 * How fast a page may send. A frame that comes too early is passed on and its side is not read for a while, so that TCP tells
 * the page; who is held back nearly all the time is ended.
 */
import type { Lane } from './verdict.js';

interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Sound in bytes before base64: two channels of 24 kHz are 96,000 a second. The burst holds half a minute of first words.
 * What is parsed costs this process much more than what passes, so its bytes are counted too, however few frames they are.
 */
const RATES: Readonly<Record<Lane, Rate>> = {
  sound: { perSecond: 100_000, burst: 1_500_000 },
  text: { perSecond: 2, burst: 10 },
  response: { perSecond: 1, burst: 5 },
  other: { perSecond: 10, burst: 50 },
  parsed: { perSecond: 2_000_000, burst: 20_000_000 },
};

const WINDOW_MS = 60_000;

class Bucket {
  readonly #rate: Rate;
  #level: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#level = rate.burst;
    this.#at = now;
  }

  /** Takes the cost, below zero if need be; gives how long it takes until zero is reached again, in ms. */
  take(cost: number, now: number): number {
    const { perSecond, burst } = this.#rate;
    this.#level = Math.min(burst, this.#level + ((now - this.#at) / 1000) * perSecond) - cost;
    this.#at = now;
    return this.#level >= 0 ? 0 : (-this.#level / perSecond) * 1000;
  }
}

export class Rates {
  readonly #buckets = new Map<Lane, Bucket>();
  #heldUntil = 0;
  #heldMs = 0;
  #windowFrom: number;

  readonly #mostHeldMs: number;

  constructor(now: number, mostHeldMs: number) {
    this.#mostHeldMs = mostHeldMs;
    for (const [lane, rate] of Object.entries(RATES)) this.#buckets.set(lane as Lane, new Bucket(rate, now));
    this.#windowFrom = now;
  }

  /** Ms for which the page is not to be read; undefined when it has been held back for too much of a minute. */
  take(lane: Lane, cost: number, now: number): number | undefined {
    const waitMs = this.#buckets.get(lane)!.take(cost, now);
    if (waitMs === 0) return 0;
    if (now - this.#windowFrom > WINDOW_MS) {
      this.#windowFrom = now;
      this.#heldMs = 0;
    }
    const until = now + waitMs;
    this.#heldMs += Math.max(0, until - Math.max(now, this.#heldUntil));
    this.#heldUntil = Math.max(this.#heldUntil, until);
    return this.#heldMs > this.#mostHeldMs ? undefined : waitMs;
  }
}
