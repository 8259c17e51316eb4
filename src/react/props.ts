/**
 * Divides props into those of the agent and those of any HTML element, and sets the agent's: as attributes, or as
 * properties.
 */
import { ROWS, toProperty, type Row } from '../components/contract/attributes.js';

export type Props = Readonly<Record<string, unknown>>;

/** Props that are set as properties, because they hold objects or functions. */
const OBJECTS: ReadonlySet<string> = new Set(['session', 'tools', 'labels', 'tokenProvider']);

/** The rows of the table of attributes by the name of their prop, each with the name of its attribute. */
const BY_PROP: ReadonlyMap<string, Row & { readonly attribute: string }> = new Map(
  Object.entries(ROWS).map(([attribute, row]) => [toProperty(attribute), { ...row, attribute }]),
);

/** Boolean HTML attributes. On a custom element React 18 would write them as "false", and their presence means true. */
const HTML_FLAGS: ReadonlySet<string> = new Set(['hidden', 'inert']);

/** Divides props: `ours` are set by this module, `html` by React. */
export function divide({ className, ...props }: Props, tag: string): { readonly ours: Props; readonly html: Props } {
  const isAgent = tag === 'voice-live-agent';
  const ours: Record<string, unknown> = {};
  // On a custom element React 18 understands `class` but not `className`; React 19 understands both.
  const html: Record<string, unknown> = className === undefined ? {} : { class: className };
  for (const [name, value] of Object.entries(props)) {
    if (/^onVla[A-Z]/.test(name) || (isAgent && (BY_PROP.has(name) || OBJECTS.has(name)))) ours[name] = value;
    else if (HTML_FLAGS.has(name)) html[name] = value ? name : undefined;
    else html[name] = value;
  }
  return { ours, html };
}

/** The text of an attribute for a value; undefined when the attribute is to be absent. */
function written({ kind, initial }: Row, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (kind !== 'flag') return `${value as string | number}`;
  const on = value !== false && value !== 'false';
  if (on === initial) return undefined;
  return on ? '' : 'false';
}

/** The attributes of these props, by name, for HTML that a server renders. */
export const attributesOf = (props: Props): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(props).flatMap(([name, value]) => {
      const row = BY_PROP.get(name);
      const text = row && written(row, value);
      return row && text !== undefined ? [[row.attribute, text]] : [];
    }),
  );

/** Sets the props that changed since the last render, and removes those that are gone. */
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
