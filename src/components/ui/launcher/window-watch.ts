/**
 * The place of a floating face in the agent's shadow root, and the watch over it. It notices when `position: fixed` means
 * another box than the window: that of an ancestor with a transform, a filter, containment or the like, which may come and
 * go.
 */
export class WindowWatch {
  /** Holds all that floats. It has no box of its own, unless it is shown in the top layer. */
  readonly layer = document.createElement('div');
  /** Fills the box that fixed elements are placed in. */
  readonly #box = document.createElement('div');
  /** Undefined where there is none, as in some test environments. */
  readonly #observer;

  /** `bent` is called each time when the box is seen not to be the window. */
  constructor(root: ParentNode, bent: () => void) {
    const look = (): void => {
      const { left, top, right, bottom } = this.#box.getBoundingClientRect();
      // 20 px: scroll bars and the bars of a phone's browser are part of the window or not, as the browser likes.
      const away = [left, top, (right - innerWidth) / 20, (bottom - innerHeight) / 20];
      if (right && away.some((px) => Math.abs(px) > 1)) bent(); // without a size it is not shown
    };
    const { IntersectionObserver } = globalThis as Partial<typeof globalThis>;
    // A box that is larger than the window, or is moved with the page, is only partly in the window.
    this.#observer = IntersectionObserver && new IntersectionObserver(look, { threshold: [0.9, 0.99, 1] });
    this.layer.id = 'layer';
    this.#box.id = 'window';
    root.append(this.#box, this.layer);
  }

  /** Looks once soon, and then after changes. A face that does not float stays where it is, or leaves the top layer. */
  start(floats: boolean): void {
    if (!floats) this.layer.removeAttribute('popover');
    this.#observer?.disconnect();
    if (floats) this.#observer?.observe(this.#box);
  }
}
