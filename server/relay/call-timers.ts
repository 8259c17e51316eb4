/** The clocks of one call. None of them keeps the process alive. */
import type { Settings } from '../options/read-options.js';
import type { Timings } from '../options/timings.js';

interface Alarms {
  readonly renew: () => void;
  readonly warn: () => void;
  readonly overTime: () => void;
}

type Name = 'renew' | 'warn' | 'over-time' | 'rate' | 'followed' | 'kept' | 'drain-quiet' | 'drain';

export class CallTimers {
  readonly #timings: Timings;
  readonly #callMs: number;
  readonly #alarms: Alarms;
  readonly #running = new Map<Name, NodeJS.Timeout>();
  #stopped = false;

  constructor({ limits }: Settings, timings: Timings, alarms: Alarms) {
    this.#timings = timings;
    this.#callMs = limits.callMinutes * 60_000;
    this.#alarms = alarms;
  }

  start(): void {
    const { renewMs, warnMs } = this.#timings;
    if (this.#stopped) return;
    this.#running.set('renew', setInterval(this.#alarms.renew, renewMs).unref());
    if (this.#callMs > warnMs) this.#set('warn', this.#callMs - warnMs, this.#alarms.warn);
    this.#set('over-time', this.#callMs, this.#alarms.overTime);
  }

  /** The page is not read for so long; a longer wait replaces a shorter one. */
  wait(ms: number, then: () => void): void {
    this.#set('rate', ms, then);
  }

  /** The older of two calls ends after a while, counted from when it was first noticed. */
  followed(then: () => void): void {
    if (!this.#running.has('followed')) this.#set('followed', this.#timings.handOverMs, then);
  }

  /** The service's side is kept so long; undefined: the page is back. */
  kept(then: (() => void) | undefined): void {
    if (then) this.#set('kept', this.#timings.resumeMs, then);
    else clearTimeout(this.#running.get('kept'));
  }

  drain(whenQuiet: () => void, atLast: () => void): void {
    this.#set('drain-quiet', this.#timings.drainQuietMs, whenQuiet);
    this.#set('drain', this.#timings.drainMs, atLast);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#running.values()) clearTimeout(timer);
    this.#running.clear();
  }

  #set(name: Name, ms: number, then: () => void): void {
    if (this.#stopped) return;
    clearTimeout(this.#running.get(name));
    this.#running.set(name, setTimeout(then, ms).unref());
  }
}
