/**
 * Writes docs/protocol-coverage.md: everything the protocol has, what the element does with it, and the test that shows
 * it on the page. The rows are in the folder protocol-coverage. With --check the script writes nothing and fails when the page
 * is stale, when a row is missing or has nothing to do with the protocol, when a named test does not exist or is none of the
 * built element, or when a row says more than it shows.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import * as client from './protocol-coverage/client-events.ts';
import * as server from './protocol-coverage/server-events.ts';
import * as session from './protocol-coverage/session-fields.ts';
import type { NamedTest } from './protocol-coverage/tests.ts';
import * as agent from './protocol-coverage/voice-agent.ts';
import { AGENT_EVENTS, AGENT_SESSION, NOT_FOR_AGENTS } from '../test/helpers/pure/voice-agent-samples.ts';

const PAGE = 'docs/protocol-coverage.md';
/** Here are the tests of the built element in a page. */
const ON_THE_PAGE = 'test/integration/';
const facts = JSON.parse(readFileSync('test/fixtures/protocol-facts.json', 'utf8')) as {
  readonly apiVersion: string;
  readonly serverEvents: object;
  readonly clientEvents: object;
  readonly objects: { readonly RequestSession: object };
};
const problems: string[] = [];

// ---- the tests that exist ----

/** The titles of `it(…)` in a file as patterns. What a template literal fills in may be anything. */
function readTitles(path: string): readonly RegExp[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const patterns: (RegExp | readonly RegExp[])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'it')
      patterns.push(patternOf(node.arguments[0]));
    node.forEachChild(visit);
  };
  visit(source);
  return patterns.flat();
}

function patternOf(title: ts.Node | undefined): RegExp | readonly RegExp[] {
  if (title && ts.isStringLiteralLike(title)) return new RegExp(`^${literal(title.text)}$`);
  if (title && ts.isIdentifier(title)) return stringsIn(title.getSourceFile()); // a row of a table that has the titles
  if (!title || !ts.isTemplateExpression(title)) return [];
  const parts = title.templateSpans.map((span) => `.*${literal(span.literal.text)}`);
  return new RegExp(`^${literal(title.head.text)}${parts.join('')}$`);
}

function stringsIn(source: ts.SourceFile): readonly RegExp[] {
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(new RegExp(`^${literal(node.text)}$`));
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

interface TestFile {
  readonly titles: readonly RegExp[];
  /** The text of the file and of the helpers that it imports; a table of names may be in one of them. */
  readonly text: string;
}
const files = new Map<string, TestFile>();

function testFile(name: string): TestFile {
  let file = files.get(name);
  if (!file) {
    const text = readFileSync(name, 'utf8');
    const helpers = [...text.matchAll(/from '(\.[^']+)\.js'/g)].map(
      ([, to]) => `${path.join(path.dirname(name), to!)}.ts`,
    );
    const texts = helpers.filter((helper) => helper.startsWith('test/')).map((helper) => readFileSync(helper, 'utf8'));
    files.set(name, (file = { titles: readTitles(name), text: [text, ...texts].join('\n') }));
  }
  return file;
}

/**
 * Notes a problem unless a test of the built element with this title exists. Where a table fills in the title, the table must
 * have the name.
 */
function mustExist({ path: file, title }: NamedTest, name: string): void {
  if (!file.startsWith(ON_THE_PAGE))
    return void problems.push(`${file} is one step before the page: name a test of ${ON_THE_PAGE}`);
  if (!existsSync(file)) return void problems.push(`${file} does not exist`);
  const { titles, text } = testFile(file);
  const filled = title.replaceAll('#', name);
  if (!titles.some((pattern) => pattern.test(filled))) problems.push(`${file} has no test "${filled}"`);
  else if (title.includes('#') && !new RegExp(`\\b${literal(name)}\\b`).test(text)) {
    problems.push(`${file}: the table of "${title}" has no ${name}`);
  }
}

// ---- the page ----

const code = (text: string): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|');

const linkTo = ({ path: file }: NamedTest): string =>
  `[${path.basename(file).replace(/(\.test)?\.ts$/, '')}](../${file})`;

function shown(tests: readonly NamedTest[], name: string): string {
  return tests
    .map((test) => {
      mustExist(test, name);
      return `${linkTo(test)}: ${test.title.replaceAll('#', name)}`;
    })
    .join('<br>');
}

/** The test that all rows of a table share is named above the table; a row links to it only when it has no other test. */
function shownBesides(tests: readonly NamedTest[], ofAll: NamedTest, name: string): string {
  mustExist(ofAll, name);
  return tests.length > 0 ? shown(tests, name) : linkTo(ofAll);
}

/** Notes a problem when a row says more than that something is passed on, and nothing shows it. */
function mustBeShown(name: string, says: string, passes: string, shownBy: readonly unknown[]): void {
  const onlyPasses = says.startsWith(passes);
  if (!onlyPasses && shownBy.length === 0) problems.push(`${name}: “${says}” is shown by no test`);
}

const intro = (ofAll: NamedTest): string =>
  `Each row has a test “${ofAll.title.replaceAll('#', '…')}” in ${linkTo(ofAll)}; what else shows it is named.\n\n`;

function section<Row>(
  heading: string,
  columns: readonly string[],
  rows: Readonly<Record<string, Row>>,
  ofAll: NamedTest,
  wanted: readonly string[],
  render: (name: string, row: Row) => readonly string[],
): string {
  for (const name of wanted) if (!(name in rows)) problems.push(`${heading}: no row for ${name}`);
  for (const name of Object.keys(rows))
    if (!wanted.includes(name)) problems.push(`${heading}: nothing is called ${name}`);
  const lines = Object.entries(rows).map(([name, row]) => [code(name), ...render(name, row)].map(cell));
  return `## ${heading}\n\n${intro(ofAll)}${table(columns, lines)}`;
}

const table = (columns: readonly string[], lines: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');

/** The paths of the values in an object. */
const pathsOf = (value: object, before = ''): readonly string[] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = `${before}${name}`;
    // What stands below `audio.input` and `audio.output` is named; a value's own fields are not.
    const goesOn = /^(audio(\.(input|output))?|reasoning)$/.test(path) && typeof inner === 'object' && inner !== null;
    return goesOn ? pathsOf(inner, `${path}.`) : [path];
  });

const names = (group: 'serverEvents' | 'clientEvents'): string[] => Object.keys(facts[group]).toSorted();
const events = (list: string | undefined): string => list?.split(', ').map(code).join(', ') ?? '';

const page = `# The protocol, and what the element does with it

Everything that Voice Live can say or hear at api-version ${facts.apiVersion}: ${names('serverEvents').length} events of the
service, ${names('clientEvents').length} of a client, ${Object.keys(facts.objects.RequestSession).length} fields of the session. Made by
\`npm run docs:coverage\` from \`scripts/protocol-coverage\`. Every test that is named here is one of the built element in a page,
and shows what its row says there; a row without an effect says that the event, or the field, is only passed on. \`npm run check\`
fails when a row is missing, when a test does not exist, or when nothing shows what a row says. The shapes are in
\`src/worker/protocol\`.

${section(
  'What the service sends',
  ['Event', 'The element', 'Beside `vla-event`', 'Shown by'],
  server.SERVER_EVENTS,
  server.SHOWN_BY,
  names('serverEvents'),
  (name, [does, becomes, ...tests]) => {
    mustBeShown(name, does, server.PASSES, becomes ? [becomes] : tests);
    return [does, events(becomes), shownBesides(tests, server.SHOWN_BY, name)];
  },
)}

Anything else:

${table(
  ['What comes', 'Shown by'],
  server.ANY_EVENT.map(([what, ...tests]) => [what, shown(tests, '…')].map(cell)),
)}

${section(
  'What a client sends',
  ['Event', 'Sent by', 'Shown by'],
  client.CLIENT_EVENTS,
  client.SHOWN_BY,
  names('clientEvents'),
  (name, [how, ...tests]) => {
    mustBeShown(name, how, client.PASSES, tests);
    return [how, shownBesides(tests, client.SHOWN_BY, name)];
  },
)}

${section(
  'The session',
  ['Field', 'Set by', 'The element', 'Shown by'],
  session.SESSION_FIELDS,
  session.SHOWN_BY,
  Object.keys(facts.objects.RequestSession),
  (name, [how, does, ...tests]) => {
    mustBeShown(name, does, session.PASSES, tests);
    return [how, does, shownBesides(tests, session.SHOWN_BY, name)];
  },
)}

## With a Foundry voice agent

${[...Object.keys(AGENT_EVENTS)].length} events that only a [voice agent](voice-agents.md) sends, or in another form. Every other event has the name and the meaning that
it has above: the tests in the folder \`conversation\` run with a voice agent too.

${section(
  'What a voice agent sends',
  ['Event', 'Above', 'The element', 'Beside `vla-event`', 'Shown by'],
  agent.AGENT_ROWS,
  agent.SHOWN_BY,
  Object.keys(AGENT_EVENTS),
  (name, [above, does, becomes, ...tests]) => {
    mustBeShown(name, does, server.PASSES, becomes ? [becomes] : tests);
    return [
      above.includes('.') ? code(above) : above,
      does,
      events(becomes),
      shownBesides(tests, agent.SHOWN_BY, name),
    ];
  },
)}

Besides:

${table(
  ['What', 'Shown by'],
  agent.AGENT_BESIDES.map(([what, ...tests]) => [what, shown(tests, '…')].map(cell)),
)}

## What a voice agent is told

The events of a client have the names of above, but for these, which are left out with one warning: ${NOT_FOR_AGENTS.map(code).join(', ')}.
These fields of the session have other names, in both directions. ${intro(agent.FIELD_SHOWN_BY)}${table(
  ['Field', 'With a voice agent'],
  Object.entries(AGENT_SESSION).map(([name, [, told]]) => {
    mustExist(agent.FIELD_SHOWN_BY, name);
    return [code(name), pathsOf(told).map(code).join(', ')];
  }),
)}
`;

if (process.argv.includes('--check')) {
  const stale = !existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== page;
  if (stale) problems.push(`${PAGE} is stale: npm run docs:coverage`);
} else {
  writeFileSync(PAGE, page);
}
for (const problem of problems) console.error(`coverage: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
