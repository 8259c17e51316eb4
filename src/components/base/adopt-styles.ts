/**
 * Adds a style sheet to a shadow root, after the element was created. Adding it again changes nothing. Does nothing
 * where the DOM has no constructable style sheets, as in some test environments.
 */
export function adoptStyles(root: Node, { styleSheet }: { readonly styleSheet?: CSSStyleSheet | undefined }): void {
  const shadow = root as ShadowRoot;
  if (!styleSheet || shadow.adoptedStyleSheets?.includes(styleSheet)) return;
  shadow.adoptedStyleSheets = [...(shadow.adoptedStyleSheets ?? []), styleSheet];
}
