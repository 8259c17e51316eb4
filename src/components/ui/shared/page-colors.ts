/** The colours that a page sets: its `accent-color`, and the public tokens. */
import type { FaceElement } from './face-element.js';

/**
 * Copies the page's `accent-color` into the token `--_page-accent`, because no CSS function can read that property. It
 * is read in an animation frame: styles are computed then anyway, so reading them costs no extra layout.
 */
export function adoptPageAccent(element: HTMLElement): void {
  requestAnimationFrame(() => {
    const { accentColor } = getComputedStyle(element);
    if (accentColor && accentColor !== 'auto') element.style.setProperty('--_page-accent', accentColor);
  });
}

/** Checks the contrast of the page's colours at the next animation frame, if the page set any. */
export function checkColours(face: FaceElement<object, unknown>): void {
  requestAnimationFrame(() => {
    if (getComputedStyle(face).getPropertyValue('--_own'))
      import('./contrast.js').then(({ checkContrast }) => checkContrast(face)).catch(() => undefined);
  });
}
