/** All elements that match, in the shadow root of an element and in all shadow roots inside it. */
export function deepAll<T extends Element = HTMLElement>(root: Element, selector: string): T[] {
  const inside = root.shadowRoot;
  if (!inside) return [];
  const here = [...inside.querySelectorAll<T>(selector)];
  return [...here, ...[...inside.querySelectorAll('*')].flatMap((element) => deepAll<T>(element, selector))];
}

export const deepFind = <T extends Element = HTMLElement>(root: Element, selector: string): T | undefined =>
  deepAll<T>(root, selector)[0];

/** The innermost element that has the focus. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
