/** Measures contrast as the browser paints it. A canvas converts computed colours to sRGB. */

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;

/** 0 to 255, and alpha 0 to 1. */
export function rgba(color: string): Rgba {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = '#000';
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!, alpha! / 255];
}

const linear = (channel: number): number => {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

const luminance = ([red, green, blue]: Rgba): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

export function contrast(one: Rgba, other: Rgba): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const over = (top: Rgba, below: Rgba): Rgba => {
  const mix = (at: 0 | 1 | 2): number => top[at] * top[3] + below[at] * (1 - top[3]);
  return [mix(0), mix(1), mix(2), 1];
};

/** The element that an element is painted in: its slot, its parent, or the host of its shadow root. */
const around = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

/** The colour behind the text of an element: all translucent backgrounds up to the first opaque one. */
export function ground(element: Element): Rgba {
  const layers: Rgba[] = [];
  for (let at: Element | null = element; at; at = around(at)) {
    const layer = rgba(getComputedStyle(at).backgroundColor);
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1] as Rgba);
}

export interface Text {
  readonly words: string;
  readonly ratio: number;
}

/** Every visible element that has text of its own, with the contrast of that text. */
export function texts(root: Element | ShadowRoot): Text[] {
  const found: Text[] = [];
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.shadowRoot) found.push(...texts(element.shadowRoot));
    const words = wordsOf(element);
    if (!words || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const pseudo = element instanceof HTMLTextAreaElement && !element.value ? '::placeholder' : undefined;
    const back = ground(element);
    const ink = over(rgba(getComputedStyle(element, pseudo).color), back);
    found.push({ words, ratio: contrast(ink, back) });
  }
  return found;
}

function wordsOf(element: HTMLElement): string {
  if (element instanceof HTMLTextAreaElement) return element.value || element.placeholder;
  if (element.closest('.hidden, svg, option') || element.localName === 'style') return '';
  return [...element.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent!.trim())
    .join(' ')
    .trim();
}
