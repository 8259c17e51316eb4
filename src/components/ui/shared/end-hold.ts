import type { LitElement, ReactiveController } from 'lit';

/** A reader within this many px of the end counts as being at the end. It is less than a line of text. */
const NEAR_END = 20;

/**
 * Keeps a scrolling box at its end until its reader scrolls up. Not only new text moves the end: fonts and images
 * arrive late, pages are zoomed, cards and keyboards shrink the box. So this controller observes the sizes of the box
 * and of its only child.
 */
export class EndHold implements ReactiveController {
  /** True while the reader has scrolled up; then the box stays where it is. */
  reading = false;
  /** The scrolling box: the first element with a `tabindex`. Null until the host has rendered. */
  box: HTMLElement | null = null;
  readonly #host: LitElement;
  /** Undefined where the DOM has no ResizeObserver, as in some test environments. */
  readonly #sizes = globalThis.ResizeObserver && new ResizeObserver(() => this.#hold());
  #scrolledTo = 0;

  /** The host must call `scrolled()` on each scroll event of its box. */
  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const watched of [this.box, this.box?.firstElementChild]) if (watched) this.#sizes?.observe(watched);
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
  }

  hostUpdated(): void {
    // A standalone part is emptied when its agent goes, and gets another box with the next one.
    const box = this.#host.renderRoot.querySelector<HTMLElement>('[tabindex]');
    if (box !== this.box) {
      this.hostDisconnected();
      this.box = box;
      this.hostConnected();
    }
    // Scroll anchoring keeps the text at the top in place. That helps a reader, but it would move the box away from its
    // end.
    this.box!.style.overflowAnchor = this.reading ? '' : 'none';
    this.#hold();
    this.scrolled(); // the content may have become so short that the reader is at its end again
  }

  /** Finds out whether the reader scrolled up. A scroll caused by shrinking content leaves the box at its end. */
  scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.box!;
    const isUp = this.reading || scrollTop < this.#scrolledTo;
    this.#scrolledTo = scrollTop;
    this.read(isUp && scrollHeight - scrollTop - clientHeight >= NEAR_END);
  }

  /** Sets `reading`. With false, the box returns to its end at the next update. */
  read(reading: boolean): void {
    if (reading !== this.reading) this.#host.requestUpdate();
    this.reading = reading;
  }

  #hold(): void {
    const box = this.box!;
    if (!this.reading) box.scrollTop = box.scrollHeight;
    this.#scrolledTo = box.scrollTop;
  }
}
