const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

function finish(root: Document | ShadowRoot): void {
  for (const animation of root.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) finish(shadowRoot);
}

/** Finishes all animations of the page. A colour that is measured during a fade would not be a colour of the design. */
export async function settled(): Promise<void> {
  await frame();
  finish(document);
  await frame();
}
