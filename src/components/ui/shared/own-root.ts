/**
 * Makes the element in which a shadow tree is rendered. Inheritance from the page ends with it; see `#own` in
 * tokens.styles.ts. The host cannot be that element, because every rule of the page for it, such as `*`, wins over the
 * shadow tree's.
 */
export function ownRoot(around: Node, options: { renderBefore?: ChildNode | null }): HTMLElement {
  const root = document.createElement('div');
  root.id = 'own';
  around.appendChild(root);
  options.renderBefore = null; // Lit would render before the first child of the shadow root
  return root;
}
