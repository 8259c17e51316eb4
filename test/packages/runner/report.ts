/** Makes the table. It is printed after a run, and `--write` puts it into docs/frameworks.md. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App, Way } from './app.js';
import type { Check, CheckName, Visit } from './visit.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const RESULTS = path.join(ROOT, 'test-results/packages');
const KNOWN = path.join(RESULTS, 'rows.json');
const DOCS = path.join(ROOT, 'docs/frameworks.md');
const BEGIN = '<!-- made by `npm run test:packages -- --write` -->';
const END = '<!-- end -->';

/** One row of the table: an app, built or served in one way. */
export interface Outcome {
  readonly app: App;
  readonly way: Way;
  /** the error when it failed before the visit: while installing, building or starting */
  readonly broke: string | undefined;
  /** errors of the framework's type check; undefined when it passed or when there is none */
  readonly types: string | undefined;
  readonly visit: Visit | undefined;
}

export const rowKey = ({ app, way }: Pick<Outcome, 'app' | 'way'>): string => `${app.name}/${way.name}`;
export const titleOf = ({ app, way }: Pick<Outcome, 'app' | 'way'>): string =>
  way.name ? `${app.title}, ${way.name}` : app.title;

export function failuresOf({ broke, types, visit }: Outcome): readonly string[] {
  const checks = visit?.checks.filter(({ failed }) => failed !== undefined) ?? [];
  return [
    ...(broke === undefined ? [] : [broke]),
    ...(types === undefined ? [] : [`types: ${types}`]),
    ...checks.map(({ check, failed }) => `${check}: ${failed?.slice(0, 600)}`),
  ];
}

const HEAD = [
  '| Framework | Versions | Steps beyond `npm i` and an import | Text | Voice | Languages | CSP | Console | Types | At load, kB | After a turn, kB |',
  '|---|---|---|---|---|---|---|---|---|---|---|',
];

function rowOf(outcome: Outcome): string {
  const { app, way, broke, types, visit } = outcome;
  const mark = (...names: CheckName[]): string => {
    if (!visit) return '**no**';
    return names.every((name) => passed(visit.checks, name)) ? 'yes' : '**no**';
  };
  const kB = (size: number | undefined): string => (size ? size.toFixed(1) : '–');
  const cells = [
    titleOf(outcome),
    app.shows.map((name) => `${name} ${app.versions.get(name)}`).join(', ') || '–',
    app.steps,
    broke === undefined ? mark('element', 'text', 'session', 'listener', 'updates') : '**does not build**',
    mark('voice', 'diagnose'),
    mark('german'),
    visit ? policyWords(visit.scriptSrc) : '–',
    visit ? consoleWords(visit.checks, way) : '–',
    app.types ? (types === undefined ? 'yes' : '**no**') : '–',
    kB(way.dev ? undefined : visit?.atLoad),
    kB(way.dev ? undefined : visit?.afterTurn),
  ];
  return `| ${cells.join(' | ')} |`;
}

const passed = (checks: readonly Check[], name: CheckName): boolean =>
  checks.some(({ check, failed }) => check === name && failed === undefined);

function consoleWords(checks: readonly Check[], way: Way): string {
  if (!passed(checks, 'console') || !passed(checks, 'requests')) return '**no**';
  return way.scriptsInside ? 'says that worker and worklets are missing' : 'clean';
}

/** A short form of `script-src`: `'self'`, and what the framework's page needs in addition. */
function policyWords(scriptSrc: string): string {
  const words = scriptSrc.split(' ').filter((word) => !word.startsWith("'sha256-"));
  const hashes = scriptSrc.includes("'sha256-") ? ' + hashes of inline scripts' : '';
  return `\`${words.join(' ').replaceAll(/http:\/\/localhost:\d+/g, 'cdn.example')}\`${hashes}`;
}

/** Rows in the order of the apps. For apps that this run left out, they are from earlier runs or from the page. */
export async function makeTable(outcomes: readonly Outcome[], apps: readonly App[]): Promise<string> {
  const known = JSON.parse(await readFile(KNOWN, 'utf8').catch(() => '{}')) as Record<string, string>;
  for (const outcome of outcomes) known[rowKey(outcome)] = rowOf(outcome);
  const page = (await readFile(DOCS, 'utf8')).split('\n');
  const ways = apps.flatMap((app) => app.ways.map((way) => ({ app, way })));
  const rows = ways.flatMap(
    (way) => known[rowKey(way)] ?? page.find((row) => row.startsWith(`| ${titleOf(way)} |`)) ?? [],
  );
  await mkdir(RESULTS, { recursive: true });
  await writeFile(KNOWN, JSON.stringify(known, undefined, 2));
  return [...HEAD, ...rows].join('\n');
}

export async function writeTable(table: string): Promise<void> {
  const page = await readFile(DOCS, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/frameworks.md has no place for the table: ${BEGIN} … ${END}`);
  await writeFile(DOCS, `${page.slice(0, from)}${BEGIN}\n\n${table}\n\n${page.slice(to)}`);
}
