/** Holds back a page that sends faster than it may: frames that had been read already wait in order. */
import { Rates } from '../policy/rates.js';
import type { Lane } from '../policy/verdict.js';

interface Page {
  readonly judge: (frame: Buffer, isBinary: boolean) => void;
  /** Reads no more, or again. */
  readonly hold: () => void;
  readonly free: () => void;
  readonly wait: (ms: number, then: () => void) => void;
  /** It has been held back for most of a minute. */
  readonly tooMuch: () => void;
}

export class Throttle {
  readonly #rates: Rates;
  readonly #page: Page;
  readonly #waiting: (readonly [frame: Buffer, isBinary: boolean])[] = [];
  #isHeld = false;

  constructor(mostHeldMs: number, page: Page) {
    this.#rates = new Rates(Date.now(), mostHeldMs);
    this.#page = page;
  }

  push(frame: Buffer, isBinary: boolean): void {
    if (this.#isHeld) this.#waiting.push([frame, isBinary]);
    else this.#page.judge(frame, isBinary);
  }

  /** What was judged is counted. */
  count(lane: Lane, cost: number, parsedBytes = 0): void {
    const now = Date.now();
    const ofLane = this.#rates.take(lane, cost, now);
    const ofBytes = parsedBytes === 0 ? 0 : this.#rates.take('parsed', parsedBytes, now);
    if (ofLane === undefined || ofBytes === undefined) return this.#page.tooMuch();
    const waitMs = Math.max(ofLane, ofBytes);
    if (waitMs === 0) return;
    this.#isHeld = true;
    this.#page.hold();
    this.#page.wait(waitMs, () => this.#goOn());
  }

  clear(): void {
    this.#waiting.length = 0;
  }

  #goOn(): void {
    this.#isHeld = false;
    while (!this.#isHeld && this.#waiting.length > 0) this.#page.judge(...this.#waiting.shift()!);
    if (!this.#isHeld) this.#page.free();
  }
}
