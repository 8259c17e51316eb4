/** The colours that a page sets: its `accent-color`, and the public tokens. */
import type { FaceElement } from './face-element.js';

/**
 * Copies the page's `accent-color` into the token `--_page-accent`, because no CSS function can read that property. It
 * waits for the first layout of `box`, since to read a style before that would compute all styles of the page once more.
 * What it sets then is still part of the first paint.
 */
export function adoptPageAccent(element: HTMLElement, box: Element = element): void {
  const { ResizeObserver } = globalThis as Partial<typeof globalThis>; // none in some test environments
  if (!ResizeObserver) return;
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    const { accentColor } = getComputedStyle(element);
    if (accentColor && accentColor !== 'auto') element.style.setProperty('--_page-accent', accentColor);
  });
  observer.observe(box);
}

/** Checks the contrast of the page's colours at the next animation frame, if the page set any. */
export function checkColours(face: FaceElement<object, unknown>): void {
  requestAnimationFrame(() => {
    if (getComputedStyle(face).getPropertyValue('--_own'))
      import('./contrast.js').then(({ checkContrast }) => checkContrast(face)).catch(() => undefined);
  });
}
