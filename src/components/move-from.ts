export const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Lets an element glide from where it was to where it is now: a picture that the eye can follow. */
export function moveFrom(element: HTMLElement, before: DOMRect): void {
  const now = element.getBoundingClientRect();
  if (!now.width || !before.width || prefersStillness()) return;
  const shift = `translate(${before.left - now.left}px, ${before.top - now.top}px) scale(${before.width / now.width})`;
  const from = { transform: shift, transformOrigin: '0 0' };
  element.animate([from, { transform: 'none', transformOrigin: '0 0' }], { duration: 300, easing: 'ease' });
}
