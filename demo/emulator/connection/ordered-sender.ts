/** Sends messages with the delays that faults ask for. It knows no event. */
import type { Clock } from '../shared/clock.js';
import type { Faults } from '../faults.js';

/** Delivers messages late, if faults ask for it, but always in order. */
export class OrderedSender {
  readonly #deliver: (text: string) => void;
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #signal: AbortSignal;
  readonly #openedAt: number;
  #tail: Promise<void> = Promise.resolve();

  constructor(deliver: (text: string) => void, clock: Clock, faults: Faults, signal: AbortSignal) {
    this.#deliver = deliver;
    this.#clock = clock;
    this.#faults = faults;
    this.#signal = signal;
    this.#openedAt = clock.now();
  }

  /** Resolves when everything sent until now has been delivered. */
  get drained(): Promise<void> {
    return this.#tail;
  }

  send(text: string): void {
    const { latencyMs = 0, jitterMs = 0, stallMs = 0 } = this.#faults;
    if (latencyMs + jitterMs + stallMs === 0) return this.#deliver(text);
    const dueAt = this.#afterStall(this.#clock.now() + latencyMs + Math.random() * jitterMs);
    // behind all earlier ones, which keeps the order whatever the jitter
    this.#tail = this.#tail.then(async () => {
      const waitMs = dueAt - this.#clock.now();
      if (waitMs > 0) await this.#clock.sleep(waitMs, this.#signal);
      if (!this.#signal.aborted) this.#deliver(text);
    });
  }

  #afterStall(dueAt: number): number {
    const { stallAfterMs = 0, stallMs = 0 } = this.#faults;
    const stallStart = this.#openedAt + stallAfterMs;
    return dueAt >= stallStart && dueAt < stallStart + stallMs ? stallStart + stallMs : dueAt;
  }
}
