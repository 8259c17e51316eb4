/**
 * The names that the documentation lists, by kind. They are the words in backticks in the first column of the tables of
 * README.md and docs/. A table is recognised by its first heading, so it may be on any page.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './read-sources.ts';

/** Heading of the first column, with the column that has the names, and how one looks there. */
const TABLES = {
  attributes: { heading: 'Attributes', column: 1, name: /`([a-z][a-z-]*)`/g },
  properties: { heading: 'Property', column: 0, name: /`([a-zA-Z]+)`/g },
  methods: { heading: 'Method', column: 0, name: /`([a-zA-Z]+)\(/g },
  events: { heading: 'Event', column: 0, name: /`(vla-[a-z-]+)`/g },
  tokens: { heading: 'Custom property', column: 0, name: /`(--vla-[a-z0-9-]+)`/g },
  parts: { heading: '`::part()`', column: 0, name: /`([a-z-]+)`/g },
  states: { heading: 'State', column: 0, name: /`([a-z-]+)`/g },
  slots: { heading: 'Slot', column: 0, name: /`([a-z-]+)`/g },
  tags: { heading: 'Tag', column: 0, name: /`<([a-z-]+)>`/g },
  faults: { heading: 'Fault', column: 0, name: /`([a-z-]+)`/g },
} as const;

export type Kind = keyof typeof TABLES;
export const KINDS = Object.keys(TABLES) as readonly Kind[];

const cellsOf = (line: string): readonly string[] =>
  line
    .replaceAll('\\|', '¦')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const pages = (): readonly string[] => [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

/** The rows below each heading, on every page. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (const page of pages()) {
    let inside = false;
    for (const line of readFileSync(path.join(root, page), 'utf8').split('\n')) {
      if (!line.startsWith('|')) inside = false;
      else if (inside) rows.push(cellsOf(line));
      else inside = cellsOf(line)[0] === heading;
    }
  }
  return rows;
}

export function documented(kind: Kind): ReadonlySet<string> {
  const { heading, column, name } = TABLES[kind];
  const rows = rowsOf(heading);
  if (rows.length === 0) throw new Error(`README.md and docs/ have no table whose first heading is "${heading}"`);
  return new Set(rows.flatMap((cells) => [...(cells[column] ?? '').matchAll(name)].map(([, found]) => found!)));
}
