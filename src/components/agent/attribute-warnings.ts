/** What a developer is told of an attribute that cannot be right, or of a second copy; loaded when there is one. */
import { ROWS, type Row } from '../contract/attributes.js';

export const SECOND_COPY = 'this page has it already; a second copy (build %BUILD%) does nothing. Load one of them.';

/** Of a value that its row refused. */
export function ofValue(name: string, row: Row, value: string): string {
  const refused = `${name}="${value}" is`;
  const holds = row.initial === undefined ? 'The default of the service holds.' : `${row.initial} is used.`;
  if (row.kind === 'choice') return `${refused} none of ${row.values.join(', ')}. ${holds}`;
  if (row.kind !== 'number') return `${refused} not read. ${holds}`;
  const also = row.orText ? `, or ${row.orText}` : '';
  return `${refused} not a number from ${row.min} to ${row.max}${also}. ${holds}`;
}

const plain = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();

/** One letter more, less, or other. */
function isClose(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < a.length - i && j < b.length - i && a.at(-1 - j) === b.at(-1 - j)) j++;
  return Math.max(a.length, b.length) - i - j <= 1;
}

/** Of names that look like ours and are not: a typing error would otherwise be ignored in silence. */
export const ofNames = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => {
    const meant = Object.keys(ROWS).find((known) => isClose(plain(known), plain(name)));
    return meant === undefined ? [] : [`unknown attribute ${name}: did you mean ${meant}?`];
  });
