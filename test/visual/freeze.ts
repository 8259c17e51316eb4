/** Takes the clock out of a page's pictures. It is the first thing that runs there. */
export interface FrozenTime {
  /** Back to the beginning, with nothing asked for. */
  restart(): void;
  /** Lets so many animation frames of 16 ms pass at once. */
  step(frames: number): void;
  /** Resolves when the browser has really laid out and painted twice. */
  paint(): Promise<void>;
}

function freeze(): FrozenTime {
  const real = requestAnimationFrame.bind(window);
  const waiting = new Map<number, FrameRequestCallback>();
  let last = 0;
  let now = 0;
  window.requestAnimationFrame = (callback) => (waiting.set(++last, callback), last);
  window.cancelAnimationFrame = (handle) => void waiting.delete(handle);
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
  // Fades and slides are off by the browser's setting, but the picture of a voice shall be seen in motion.
  const ask = matchMedia.bind(window);
  window.matchMedia = (query) => ask(query.includes('reduced-motion') ? 'not all' : query);
  return {
    restart() {
      now = 0;
      waiting.clear();
    },
    step(frames) {
      for (let frame = 0; frame < frames; frame++) {
        now += 16;
        const due = [...waiting.values()];
        waiting.clear();
        for (const callback of due) callback(now);
      }
    },
    paint: () => new Promise((resolve) => real(() => real(() => resolve()))),
  };
}

export const time = freeze();
