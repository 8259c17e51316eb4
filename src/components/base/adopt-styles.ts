/**
 * Adds a style sheet to a shadow root that was made before the sheet was loaded. Adding it again changes nothing. A DOM that
 * tests run in may have no such sheets.
 */
export function adoptStyles(root: Node, { styleSheet }: { readonly styleSheet?: CSSStyleSheet | undefined }): void {
  const shadow = root as ShadowRoot;
  if (!styleSheet || shadow.adoptedStyleSheets?.includes(styleSheet)) return;
  shadow.adoptedStyleSheets = [...(shadow.adoptedStyleSheets ?? []), styleSheet];
}
