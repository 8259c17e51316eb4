/** Takes the clock out of a page's pictures: time passes there only when it is told to. It is the first thing that runs. */
export interface FrozenTime {
  /** Back to the beginning, with nothing asked for. */
  restart(): void;
  /** Lets so many animation frames of 16 ms pass at once, and the timers that end meanwhile. */
  step(frames: number): void;
  /** Resolves when the browser has really laid out and painted twice. */
  paint(): Promise<void>;
}

/** 1 Jan 2026, noon, as everything that asks for the date is told. */
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

  // What is on the page is in sight: when a browser says so would decide how many frames are drawn.
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
      // nothing was begun
    }
  } as unknown as typeof IntersectionObserver;
  // And it is seen, whichever window the machine has in front.
  Object.defineProperty(document, 'hidden', { value: false });
  // Fades and slides are off by the browser's setting, but the picture of a voice shall be seen in motion.
  const ask = matchMedia.bind(window);
  window.matchMedia = (query) => ask(query.includes('reduced-motion') ? 'not all' : query);

  function ring(): void {
    const due = [...timers].filter(([, { atMs }]) => atMs <= now).sort(([, a], [, b]) => a.atMs - b.atMs);
    for (const [handle, { task, everyMs }] of due) {
      if (!timers.delete(handle)) continue; // an earlier one has ended it
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
