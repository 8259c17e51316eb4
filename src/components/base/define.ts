/**
 * True when another copy of the script defined the widget. Then this copy defines nothing, since versions may differ.
 */
let foreign = false;

/** Registers a custom element, unless the tag is taken or another copy of the script owns the page. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!foreign && !customElements.get(tag)) customElements.define(tag, element);
}

/**
 * Registers the widget's own tag. Call it before any inner tag is defined: the first copy of the script on a page
 * defines all tags, any later copy none. Returns false for a later copy.
 */
export function defineWidget(tag: string, element: CustomElementConstructor): boolean {
  foreign = customElements.get(tag) !== undefined;
  define(tag, element);
  return !foreign;
}
