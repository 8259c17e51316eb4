/** Replaces the clock and the timers of the page: time passes only by `step`. It must run before all other scripts. */
export interface FrozenTime {
  /** Sets the time back to zero, and drops all timers and requested frames. */
  restart(): void;
  /** Runs this many animation frames of 16 ms at once, with the timers that are due in that time. */
  step(frames: number): void;
  /** Resolves after two real frames of the browser, when layout and paint are done. */
  paint(): Promise<void>;
}

/** The date on the page when its time is zero: 1 Jan 2026, noon. */
const BEGIN = Date.UTC(2026, 0, 1, 12);
const FRAME_MS = 16;

interface Timer {
  readonly task: () => void;
  readonly atMs: number;
  readonly everyMs: number | undefined;
}

function freeze(): FrozenTime {
  const real = requestAnimationFrame.bind(window);
  const waiting = new Map<number, FrameRequestCallback>();
  const timers = new Map<number, Timer>();
  let last = 0;
  let now = 0;

  window.requestAnimationFrame = (callback) => (waiting.set(++last, callback), last);
  window.cancelAnimationFrame = (handle) => void waiting.delete(handle);
  const begin =
    (repeats: boolean) =>
    (task: () => void, ms = 0): number => (
      timers.set(++last, { task, atMs: now + ms, everyMs: repeats ? Math.max(1, ms) : undefined }),
      last
    );
  const end = (handle: number): void => void timers.delete(handle);
  Object.assign(window, { setTimeout: begin(false), setInterval: begin(true), clearTimeout: end, clearInterval: end });
  performance.now = () => now;
  Date.now = () => BEGIN + now;
  window.Date = new Proxy(Date, {
    construct: (target, values) => new target(...((values.length ? values : [BEGIN + now]) as [number])),
  });

  // Every element counts as visible at once. The moment at which the browser reports it would vary, and with it the
  // number of animation frames.
  window.IntersectionObserver = class {
    readonly #told: IntersectionObserverCallback;
    constructor(told: IntersectionObserverCallback) {
      this.#told = told;
    }
    observe(target: Element): void {
      const entry = { isIntersecting: true, target } as unknown as IntersectionObserverEntry;
      queueMicrotask(() => this.#told([entry], this as unknown as IntersectionObserver));
    }
    disconnect(): void {
      // nothing to stop: `observe` reports only once
    }
  } as unknown as typeof IntersectionObserver;
  // The page counts as visible, even when another window covers it.
  Object.defineProperty(document, 'hidden', { value: false });
  // The emulated setting prefers-reduced-motion ends fades and slides in CSS. Scripts do not see it, so that the voice
  // animation is drawn in motion.
  const ask = matchMedia.bind(window);
  window.matchMedia = (query) => ask(query.includes('reduced-motion') ? 'not all' : query);

  function ring(): void {
    const due = [...timers].filter(([, { atMs }]) => atMs <= now).sort(([, a], [, b]) => a.atMs - b.atMs);
    for (const [handle, { task, everyMs }] of due) {
      if (!timers.delete(handle)) continue; // an earlier timer has cleared it
      if (everyMs) timers.set(handle, { task, atMs: now + everyMs, everyMs });
      task();
    }
  }

  return {
    restart() {
      now = 0;
      waiting.clear();
      timers.clear();
    },
    step(frames) {
      for (let frame = 0; frame < frames; frame++) {
        now += FRAME_MS;
        ring();
        const due = [...waiting.values()];
        waiting.clear();
        for (const callback of due) callback(now);
      }
    },
    paint: () => new Promise((resolve) => real(() => real(() => resolve()))),
  };
}

export const time = freeze();
