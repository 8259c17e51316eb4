import type { LitElement, ReactiveController } from 'lit';

/** A reader who is as near to the end as that, in px, is at it: it is less than a line. */
const NEAR_END = 20;

/**
 * Holds a scrolling box at its end until its reader scrolls up. New words are not all that moves the end: letters and
 * pictures arrive late, pages are zoomed, cards and keyboards take their room. So the sizes of the box and of its only
 * child are watched.
 */
export class EndHold implements ReactiveController {
  /** The reader scrolled up and must not be carried away. */
  reading = false;
  /** The first that the tab key stops at, since it scrolls; there once it is rendered. */
  box: HTMLElement | null = null;
  readonly #host: LitElement;
  /** A DOM for tests has none. */
  readonly #sizes = globalThis.ResizeObserver && new ResizeObserver(() => this.#hold());
  #scrolledTo = 0;

  /** The host tells when its box was `scrolled`. */
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
    if (!this.box) {
      this.box = this.#host.renderRoot.querySelector<HTMLElement>('[tabindex]');
      this.hostConnected();
    }
    // A browser keeps what is at the top in its place: right for a reader, but it would pull away from the end.
    this.box!.style.overflowAnchor = this.reading ? '' : 'none';
    this.#hold();
    this.scrolled(); // it may have become so short that nobody can be above its end
  }

  /** Only a reader scrolls up from where the box was last; what gets smaller leaves it at its end. */
  scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.box!;
    const isUp = this.reading || scrollTop < this.#scrolledTo;
    this.#scrolledTo = scrollTop;
    this.read(isUp && scrollHeight - scrollTop - clientHeight >= NEAR_END);
  }

  /** With false back to the end. */
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
