/**
 * Console warnings about wrong attributes and about a second copy of the script. Loaded only when there is something to
 * warn of.
 */
import { ROWS, type Row } from '../contract/attributes.js';

export const SECOND_COPY = 'this page has it already; a second copy (build %BUILD%) does nothing. Load one of them.';

/** The warning for a value that its attribute does not accept. */
export function ofValue(name: string, row: Row, value: string): string {
  const refused = `${name}="${value}" is`;
  const holds = row.initial === undefined ? 'The default of the service holds.' : `${row.initial} is used.`;
  if (row.kind === 'choice') return `${refused} none of ${row.values.join(', ')}. ${holds}`;
  if (row.kind !== 'number') return `${refused} not read. ${holds}`;
  const also = row.orText ? `, or ${row.orText}` : '';
  return `${refused} not a number from ${row.min} to ${row.max}${also}. ${holds}`;
}

const plain = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();

/** True when the names are equal, or differ by one letter that was added, left out or replaced. */
function isClose(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < a.length - i && j < b.length - i && a.at(-1 - j) === b.at(-1 - j)) j++;
  return Math.max(a.length, b.length) - i - j <= 1;
}

/**
 * Properties that hold objects. Some frameworks write them into an attribute, as "[object Object]", which cannot be
 * read.
 */
const PROPERTIES = ['session', 'tools', 'labels', 'tokenProvider'];

const isSet = (value: unknown): boolean =>
  typeof value === 'function' || (typeof value === 'object' && value !== null && Object.keys(value).length > 0);

/**
 * Warnings for unknown attributes whose names resemble known ones, since a typing error would otherwise go unnoticed.
 */
export const ofNames = (names: readonly string[], element: Element): readonly string[] =>
  names.flatMap((name) => {
    const property = PROPERTIES.find((known) => plain(known) === plain(name));
    if (property) return isSet(Reflect.get(element, property)) ? [] : [asProperty(name, property)];
    const meant = Object.keys(ROWS).find((known) => isClose(plain(known), plain(name)));
    return meant === undefined ? [] : [`unknown attribute ${name}: did you mean ${meant}?`];
  });

const asProperty = (attribute: string, property: string): string =>
  `the attribute ${attribute} is not read: ${property} is a property. Set it by script (agent.${property} = …), by the ` +
  "framework's way to set properties, or in React by the component of voice-live-agent/react.";
