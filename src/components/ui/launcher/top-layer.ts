/**
 * Shows a floating face in the browser's top layer, where no ancestor bends it. Loaded on pages whose body, or another
 * ancestor of the agent, is the box that fixed elements are placed in. Elsewhere the face stays among the page's elements,
 * so that the page can put others above it by their z-index.
 */
import { css } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import { warnOnce } from '../../base/warn-once.js';

/** Without a size: the fixed boxes inside are placed in the window. */
const styles = css`
  #layer:popover-open {
    display: block;
    position: fixed;
    inset: 0 auto auto 0;
    inline-size: 0;
    block-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
  }
`;

/** The values with which a property leaves fixed elements to the window. */
const HARMLESS: Readonly<Record<string, RegExp>> = {
  transform: /^none$/,
  translate: /^none$/,
  rotate: /^none$/,
  scale: /^none$/,
  'offset-path': /^none$/,
  'transform-style': /^flat$/,
  perspective: /^none$/,
  filter: /^none$/,
  'backdrop-filter': /^none$/,
  '-webkit-backdrop-filter': /^none$/,
  contain: /^(?!.*(layout|paint|content|strict))/,
  'content-visibility': /^visible$/,
  'container-type': /^normal$/,
  'will-change': /^(?!.*(transform|translate|rotate|scale|offset-path|perspective|filter|contain))/,
};

interface Bend {
  readonly element: Element;
  /** The declaration, such as `transform: matrix(…)`. */
  readonly by: string;
}

/** The nearest ancestor, outside of shadow roots too, in which fixed elements are placed. */
function bendOf(agent: Element): Bend | undefined {
  for (let element: Element | null = agent; element; element = parentOf(element)) {
    const style = getComputedStyle(element);
    for (const [name, harmless] of Object.entries(HARMLESS)) {
      const value = style.getPropertyValue(name);
      if (value && !harmless.test(value)) return { element, by: `${name}: ${value}` };
    }
  }
  return undefined;
}

const parentOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

const nameOf = ({ localName, id, classList }: Element): string =>
  `<${localName}${id && ` id="${id}"`}${classList.length ? ` class="${classList.value}"` : ''}>`;

/** Shows `layer`, which holds everything of the agent that floats. A second call does nothing. */
export function toTopLayer(agent: Element, layer: HTMLElement): void {
  const bend = layer.isConnected && bendOf(agent);
  if (!bend) return;
  try {
    if (layer.matches(':popover-open')) return;
    // Above a modal dialog of the page it could be seen and not used.
    const modal = document.querySelector('dialog:modal');
    if (modal && !modal.contains(agent)) {
      return modal.addEventListener('close', () => toTopLayer(agent, layer), { once: true });
    }
    adoptStyles(layer, styles);
    layer.setAttribute('popover', 'manual');
    layer.showPopover();
  } catch {
    warnOnce(
      `${nameOf(bend.element)} has ${bend.by}, so the browser places what floats in it, not in the window, and this ` +
        'browser has no other place for it. Put <voice-live-agent> outside of it, or use variant="inline".',
    );
  }
}
