/**
 * Keeps `--_sheet-top` and `--_sheet-height` on what a keyboard on the screen leaves visible: it covers `100dvh`. Not
 * while the visitor has zoomed in, since then only a detail is visible.
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
