/**
 * Keeps `--_sheet-top` and `--_sheet-height` equal to the area that an on-screen keyboard leaves visible. CSS cannot do
 * this, because `100dvh` includes the part under the keyboard. Both are unset while the visitor has zoomed in, because
 * the visual viewport then shows only a detail of the page.
 */
export function followVisibleHeight(element: HTMLElement, signal: AbortSignal): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = (): void => {
    const zoomed = viewport.scale > 1.01;
    element.style.setProperty('--_sheet-top', zoomed ? '' : `${viewport.offsetTop}px`);
    element.style.setProperty('--_sheet-height', zoomed ? '' : `${viewport.height}px`);
  };
  follow();
  for (const change of ['resize', 'scroll']) viewport.addEventListener(change, follow, { signal, passive: true });
}
