/** The colours that a page brings: its `accent-color`, and its tokens. */
import type { FaceElement } from './face-element.js';

/**
 * Lets the face start from the page's own `accent-color`. The property is inherited, but no CSS function reads it. It is
 * read in the frame that is about to be painted, where the styles are computed anyway.
 */
export function adoptPageAccent(element: HTMLElement): void {
  requestAnimationFrame(() => {
    const { accentColor } = getComputedStyle(element);
    if (accentColor && accentColor !== 'auto') element.style.setProperty('--_page-accent', accentColor);
  });
}

/** Once a face is painted: whether the colours contrast that the page brings. */
export function checkColours(face: FaceElement<object, unknown>): void {
  requestAnimationFrame(() => {
    if (getComputedStyle(face).getPropertyValue('--_own'))
      import('./contrast.js').then(({ checkContrast }) => checkContrast(face)).catch(() => undefined);
  });
}
