/** A clock for tests. Time passes only by `advance` and `sleep`, and timers run in the order of their times. */
import type { Clock } from '../../../src/worker/transport/clock.js';
import type { Random } from '../pure/random.js';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

const MOST_TIMERS = 20_000;

export class FakeClock implements Clock {
  /** A moment of today, as the service's clock has it, too. */
  #now = 1_790_000_000_000;
  readonly #chance: Random;
  readonly #timers = new Set<Timer>();

  constructor(chance: Random) {
    this.#chance = chance;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.#chance.next();
  }

  after(ms: number, run: () => void): Timer {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return timer;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass. `each`: what happens after every timer. */
  advance(ms: number, each: () => void): void {
    const end = this.#now + ms;
    for (let count = 0; ; count++) {
      if (count > MOST_TIMERS) throw new Error('timers without end');
      let next: Timer | undefined;
      for (const timer of this.#timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      each();
    }
    this.#now = end;
  }

  /** The machine sleeps: time passes, and no timer runs. */
  sleep(ms: number): void {
    this.#now += ms;
  }
}
