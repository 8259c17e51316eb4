const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

function finish(root: Document | ShadowRoot): void {
  for (const animation of root.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) finish(shadowRoot);
}

/** Ends what still moves or fades on the page: colours halfway through a fade are nobody's. */
export async function settled(): Promise<void> {
  await frame();
  finish(document);
  await frame();
}
