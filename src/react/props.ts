/** Which props are the element's own, and how they reach it: as attributes, or as properties that hold objects. */
import { ROWS, toProperty, type Row } from '../components/contract/attributes.js';

export type Props = Readonly<Record<string, unknown>>;

const OBJECTS: ReadonlySet<string> = new Set(['session', 'tools', 'labels', 'tokenProvider']);

/** Rows of the agent's attributes by the name of their prop, with the attribute's own name. */
const BY_PROP: ReadonlyMap<string, Row & { readonly attribute: string }> = new Map(
  Object.entries(ROWS).map(([attribute, row]) => [toProperty(attribute), { ...row, attribute }]),
);

/** Attributes of HTML that React 18 would write as "false" on a custom element, which means yes. */
const HTML_FLAGS: ReadonlySet<string> = new Set(['hidden', 'inert']);

/** What the agent understands, and what React does with any element. */
export function divide({ className, ...props }: Props, tag: string): { readonly ours: Props; readonly html: Props } {
  const isAgent = tag === 'voice-live-agent';
  const ours: Record<string, unknown> = {};
  // React 18 knows `class` alone on a custom element, React 19 both.
  const html: Record<string, unknown> = className === undefined ? {} : { class: className };
  for (const [name, value] of Object.entries(props)) {
    if (/^onVla[A-Z]/.test(name) || (isAgent && (BY_PROP.has(name) || OBJECTS.has(name)))) ours[name] = value;
    else if (HTML_FLAGS.has(name)) html[name] = value ? name : undefined;
    else html[name] = value;
  }
  return { ours, html };
}

/** As the attribute says it; undefined: it is not there. */
function written({ kind, initial }: Row, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (kind !== 'flag') return `${value as string | number}`;
  const on = value !== false && value !== 'false';
  if (on === initial) return undefined;
  return on ? '' : 'false';
}

/** For the HTML of a server. */
export const attributesOf = (props: Props): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(props).flatMap(([name, value]) => {
      const row = BY_PROP.get(name);
      const text = row && written(row, value);
      return row && text !== undefined ? [[row.attribute, text]] : [];
    }),
  );

/** Sets what changed since the last render, and takes away what is not said any more. */
export function applyProps(element: HTMLElement, before: Props, now: Props): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const value = now[name];
    if (Object.is(before[name], value)) continue;
    const row = BY_PROP.get(name);
    if (row) setAttribute(element, row.attribute, written(row, value));
    else if (OBJECTS.has(name)) Reflect.set(element, name, value);
  }
}

function setAttribute(element: HTMLElement, name: string, text: string | undefined): void {
  if (text === undefined) element.removeAttribute(name);
  else element.setAttribute(name, text);
}
