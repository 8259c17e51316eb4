/**
 * Writes docs/protocol-coverage.md: everything the protocol has, what the element does with it, and the test that shows
 * it. With --check it writes nothing and fails when the page is stale, a row is missing or left over, or a test that is
 * named does not exist.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ANY_EVENT, CLIENT_EVENTS, SERVER_EVENTS, SESSION_FIELDS, SHOWN_BY } from './protocol-coverage-rows.mjs';

const PAGE = 'docs/protocol-coverage.md';
const facts = JSON.parse(readFileSync('test/fixtures/protocol-facts.json', 'utf8'));
const problems = [];

// ---- the tests that exist ----

/** Titles of `it(…)` as patterns: what a template fills in may be anything. */
function readTitles(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const patterns = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'it')
      patterns.push(patternOf(node.arguments[0]));
    node.forEachChild(visit);
  };
  visit(source);
  return patterns.flat();
}

function patternOf(title) {
  if (title && ts.isStringLiteralLike(title)) return new RegExp(`^${literal(title.text)}$`);
  if (title && ts.isIdentifier(title)) return stringsIn(title.getSourceFile()); // a table of titles
  if (!title || !ts.isTemplateExpression(title)) return [];
  const parts = title.templateSpans.map((span) => `.*${literal(span.literal.text)}`);
  return new RegExp(`^${literal(title.head.text)}${parts.join('')}$`);
}

function stringsIn(source) {
  const found = [];
  const visit = (node) => {
    if (ts.isStringLiteralLike(node)) found.push(new RegExp(`^${literal(node.text)}$`));
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const files = new Map();

/** A test file: its titles, and its text with that of the helpers it imports, where tables of names may stand. */
function testFile(name) {
  if (!files.has(name)) {
    const text = readFileSync(name, 'utf8');
    const helpers = [...text.matchAll(/from '(\.[^']+)\.js'/g)].map(
      ([, to]) => `${path.join(path.dirname(name), to)}.ts`,
    );
    const texts = helpers.filter((helper) => helper.startsWith('test/')).map((helper) => readFileSync(helper, 'utf8'));
    files.set(name, { titles: readTitles(name), text: [text, ...texts].join('\n') });
  }
  return files.get(name);
}

/** A test of that title exists, and where a table makes its title, the table has that name. */
function mustExist(file, title, name) {
  if (!existsSync(file)) return problems.push(`${file} does not exist`);
  const { titles, text } = testFile(file);
  const filled = title.replaceAll('#', name);
  if (!titles.some((pattern) => pattern.test(filled))) problems.push(`${file} has no test "${filled}"`);
  else if (title.includes('#') && !new RegExp(`\\b${literal(name)}\\b`).test(text)) {
    problems.push(`${file}: the table of "${title}" has no ${name}`);
  }
  return undefined;
}

// ---- the page ----

const code = (text) => `\`${text}\``;
const cell = (text) => text.replaceAll('|', '\\|');

function shown(tests, name) {
  return tests
    .map(({ path: file, title }) => {
      mustExist(file, title, name);
      return `[${path.basename(file, '.test.ts')}](../${file}): ${title.replaceAll('#', name)}`;
    })
    .join('<br>');
}

/** The test that every row of a table has is named above it, and only pointed to in the rows without another. */
function shownBesides(tests, ofAll, name) {
  mustExist(ofAll.path, ofAll.title, name);
  return tests.length > 0 ? shown(tests, name) : `[${path.basename(ofAll.path, '.test.ts')}](../${ofAll.path})`;
}

const intro = ({ path: file, title }) =>
  `Each row has a test “${title.replaceAll('#', '…')}” in [${path.basename(file, '.test.ts')}](../${file}); what else shows it is named.\n\n`;

function section(heading, columns, rows, ofAll, wanted, render) {
  for (const name of wanted) if (!(name in rows)) problems.push(`${heading}: no row for ${name}`);
  for (const name of Object.keys(rows))
    if (!wanted.includes(name)) problems.push(`${heading}: nothing is called ${name}`);
  const lines = Object.entries(rows).map(([name, row]) => [code(name), ...render(name, row)].map(cell));
  return `## ${heading}\n\n${intro(ofAll)}${table(columns, lines)}`;
}

const table = (columns, lines) =>
  [columns, columns.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');

const names = (group) => Object.keys(facts[group]).toSorted();
const events = (list) => list?.split(', ').map(code).join(', ') ?? '';

const page = `# The protocol, and what the element does with it

Everything that Voice Live can say or hear at api-version ${facts.apiVersion}: ${names('serverEvents').length} events of the
service, ${names('clientEvents').length} of a client, ${Object.keys(facts.objects.RequestSession).length} fields of the session. Made by
\`npm run docs:coverage\` from \`scripts/protocol-coverage-rows.mjs\`; \`npm run check\` fails when a row is missing or a test
that is named here does not exist. The shapes are in \`src/worker/protocol\`.

${section(
  'What the service sends',
  ['Event', 'The element', 'Beside `vla-event`', 'Shown by'],
  SERVER_EVENTS,
  SHOWN_BY.server,
  names('serverEvents'),
  (name, [does, becomes, ...tests]) => [does, events(becomes), shownBesides(tests, SHOWN_BY.server, name)],
)}

Anything else:

${table(
  ['What comes', 'Shown by'],
  ANY_EVENT.map(([what, ...tests]) => [what, shown(tests, '…')].map(cell)),
)}

${section(
  'What a client sends',
  ['Event', 'Sent by', 'Shown by'],
  CLIENT_EVENTS,
  SHOWN_BY.client,
  names('clientEvents'),
  (name, [how, ...tests]) => [how, shownBesides(tests, SHOWN_BY.client, name)],
)}

${section(
  'The session',
  ['Field', 'Set by', 'The element', 'Shown by'],
  SESSION_FIELDS,
  SHOWN_BY.session,
  Object.keys(facts.objects.RequestSession),
  (name, [how, does, ...tests]) => [how, does, shownBesides(tests, SHOWN_BY.session, name)],
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
