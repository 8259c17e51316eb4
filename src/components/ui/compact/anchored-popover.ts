/** Places a popover next to its bar: below it, or above it where there is more room, and always inside the window. */

/** Distances in px, by design: between bar and popover, and between popover and the window's edge. */
const GAP = 8;
const EDGE = 12;

/**
 * Shows `box` and keeps it beside `bar` until `signal` aborts. Calls `close` when the visitor presses outside the bar's
 * element.
 */
export function besideBar(box: HTMLElement, bar: HTMLElement, close: () => void, signal: AbortSignal): void {
  box.showPopover?.();
  const place = (): void => {
    const { left, right, top, bottom } = bar.getBoundingClientRect();
    const above = top - GAP - EDGE;
    const below = innerHeight - bottom - GAP - EDGE;
    const under = below >= Math.min(above, wantedHeight(box));
    const start = getComputedStyle(bar).direction === 'rtl' ? left : right - box.offsetWidth;
    const { style } = box;
    style.left = `${Math.max(EDGE, Math.min(start, innerWidth - box.offsetWidth - EDGE))}px`;
    style.top = under ? `${bottom + GAP}px` : 'auto';
    style.bottom = under ? 'auto' : `${innerHeight - top + GAP}px`;
    style.setProperty('--_room', `${Math.max(120, under ? below : above)}px`);
  };
  place();
  const sizes = globalThis.ResizeObserver && new ResizeObserver(place);
  sizes?.observe(box);
  signal.addEventListener('abort', () => sizes?.disconnect());
  addEventListener('resize', place, { signal });
  addEventListener('scroll', place, { capture: true, passive: true, signal });
  const press = (event: Event): void => {
    if (!event.composedPath().includes(bar)) close();
  };
  document.addEventListener('pointerdown', press, { signal });
}

/** The height that the box needs to show everything, even if it is smaller now. */
const wantedHeight = (box: HTMLElement): number =>
  box.shadowRoot?.querySelector('[part]')?.scrollHeight ?? box.offsetHeight;
