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
  readonly #host: LitElement;
  readonly #selector: string;
  /** A DOM for tests has none. */
  readonly #sizes = globalThis.ResizeObserver && new ResizeObserver(() => this.#hold());
  #box: HTMLElement | undefined;
  #scrolledTo = 0;

  /** The box is found by its selector once it is rendered, and tells when it was `scrolled`. */
  constructor(host: LitElement, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#box) this.#watch(this.#box);
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
  }

  hostUpdated(): void {
    if (!this.#box) this.#watch((this.#box = this.#host.renderRoot.querySelector<HTMLElement>(this.#selector)!));
    // A browser keeps what is at the top in its place: right for a reader, but it would pull away from the end.
    this.#box.style.overflowAnchor = this.reading ? '' : 'none';
    this.#hold();
    this.scrolled(); // it may have become so short that nobody can be above its end
  }

  /** Only a reader scrolls up from where the box was last; what gets smaller leaves it at its end. */
  scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#box!;
    const isUp = this.reading || scrollTop < this.#scrolledTo;
    this.#scrolledTo = scrollTop;
    this.#read(isUp && scrollHeight - scrollTop - clientHeight >= NEAR_END);
  }

  /** Back to the end. */
  follow(): void {
    this.#read(false);
  }

  #read(reading: boolean): void {
    if (reading === this.reading) return;
    this.reading = reading;
    this.#host.requestUpdate();
  }

  #watch(box: Element): void {
    this.#sizes?.observe(box);
    this.#sizes?.observe(box.firstElementChild!);
  }

  #hold(): void {
    const box = this.#box!;
    if (!this.reading) box.scrollTop = box.scrollHeight;
    this.#scrolledTo = box.scrollTop;
  }
}
