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
  readonly #observers;

  /** `bent` is called each time when the box is seen not to be the window. */
  constructor(root: ParentNode, bent: () => void) {
    const look = (): void => {
      const { left, top, right, bottom } = this.#box.getBoundingClientRect();
      // 20 px: scroll bars and the bars of a phone's browser are part of the window or not, as the browser likes.
      const away = [left, top, (right - innerWidth) / 20, (bottom - innerHeight) / 20];
      // Without a size it is not shown. A new place must wait, because an observer may not change what it observes.
      if (right && away.some((px) => Math.abs(px) > 1)) setTimeout(bent);
    };
    // A box of the window's size may be moved with the page; then less of it is in the window.
    const { ResizeObserver, IntersectionObserver } = globalThis as Partial<typeof globalThis>; // not in all test environments
    this.#observers = [
      ResizeObserver && new ResizeObserver(look),
      IntersectionObserver && new IntersectionObserver(look, { threshold: [0.9, 0.99, 1] }),
    ];
    this.layer.id = 'layer';
    this.#box.id = 'window';
    root.append(this.#box, this.layer);
  }

  /** Looks once soon, and then after changes. A face that does not float stays where it is, or leaves the top layer. */
  start(floats: boolean): void {
    if (!floats) this.layer.removeAttribute('popover');
    for (const observer of this.#observers) {
      observer?.disconnect();
      if (floats) observer?.observe(this.#box);
    }
  }
}
