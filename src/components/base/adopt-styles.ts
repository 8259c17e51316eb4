/**
 * Adds a style sheet to the shadow root that a node is in, after the element was created. Adding it again changes nothing. Does nothing
 * where the DOM has no constructable style sheets, as in some test environments.
 */
export function adoptStyles(node: Node, { styleSheet }: { readonly styleSheet?: CSSStyleSheet | undefined }): void {
  const shadow = node.getRootNode() as ShadowRoot;
  if (!styleSheet || shadow.adoptedStyleSheets?.includes(styleSheet)) return;
  shadow.adoptedStyleSheets = [...(shadow.adoptedStyleSheets ?? []), styleSheet];
}
