/** Contrast as it is painted: computed colours, brought to sRGB by the browser's own canvas. */

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

/** The one that holds an element as it is painted, through slots and shadow roots. */
const around = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

/** What lies behind the words of an element. */
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

/** Every element that shows words of its own, with their contrast; what cannot be pressed needs none. */
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
