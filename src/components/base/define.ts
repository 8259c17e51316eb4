/** Another copy of this code has defined the widget. Versions may differ: this one's inner tags would not fit. */
let foreign = false;

/** Registers a custom element, unless another copy of the script on the page already did. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!foreign && !customElements.get(tag)) customElements.define(tag, element);
}

/** Comes before every inner tag. Whichever copy was first on the page is the widget, whole: false for any other. */
export function defineWidget(tag: string, element: CustomElementConstructor): boolean {
  foreign = customElements.get(tag) !== undefined;
  define(tag, element);
  return !foreign;
}
