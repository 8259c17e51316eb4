/** Reads from the sources what an analyzer of elements does not find: tables, unions, maps of types, style sheets. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { ROWS, toProperty, type Row } from '../../src/components/contract/attributes.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const COMPONENTS = 'src/components';

export interface AttributeDoc {
  readonly name: string;
  readonly property: string;
  readonly description: string;
  readonly row: Row;
}

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);

function find<Node extends ts.Node>(file: string, fits: (node: ts.Node) => node is Node, what: string): Node {
  let found: Node | undefined;
  const visit = (node: ts.Node): void => {
    if (fits(node)) found ??= node;
    else node.forEachChild(visit);
  };
  visit(parse(file));
  if (!found) throw new Error(`${file} has no ${what}; the scripts that read it must follow`);
  return found;
}

/** The comment above it, as one line. */
function docOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return docs
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const nameOf = (name: ts.Node): string => (ts.isStringLiteral(name) ? name.text : name.getText());

const isAlias =
  (name: string) =>
  (node: ts.Node): node is ts.TypeAliasDeclaration =>
    ts.isTypeAliasDeclaration(node) && node.name.text === name;

/** The members of a union of strings. */
function wordsOf(file: string, name: string): readonly string[] {
  const { type } = find(file, isAlias(name), `type ${name}`);
  const members = ts.isUnionTypeNode(type) ? [...type.types] : [type];
  return members.map((member) => {
    if (!ts.isLiteralTypeNode(member) || !ts.isStringLiteral(member.literal)) {
      throw new Error(`${file}: ${name} is not a union of strings`);
    }
    return member.literal.text;
  });
}

/** The table of attributes, with the sentence above each row. */
export function readAttributes(): readonly AttributeDoc[] {
  const isRows = (node: ts.Node): node is ts.VariableDeclaration =>
    ts.isVariableDeclaration(node) && node.name.getText() === 'ROWS';
  const table = find(`${COMPONENTS}/contract/attributes.ts`, isRows, 'table ROWS');
  const docs = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && !docs.has(nameOf(node.name))) docs.set(nameOf(node.name), docOf(node));
    else node.forEachChild(visit);
  };
  visit(table);
  return Object.entries<Row>(ROWS).map(([name, row]) => {
    const description = docs.get(name);
    if (!description) throw new Error(`attributes.ts: the row ${name} needs a sentence above it, for editors and docs`);
    return { name, property: toProperty(name), description, row };
  });
}

/** Events by name, with the type of their detail. */
export function readEvents(): ReadonlyMap<string, string> {
  const isMap = (node: ts.Node): node is ts.InterfaceDeclaration =>
    ts.isInterfaceDeclaration(node) && node.name.text === 'VoiceLiveAgentDetails';
  const { members } = find(`${COMPONENTS}/contract/events.ts`, isMap, 'VoiceLiveAgentDetails');
  return new Map(
    members.filter(ts.isPropertySignature).map((member) => [nameOf(member.name), member.type?.getText() ?? 'unknown']),
  );
}

export const readStates = (): readonly string[] => wordsOf('src/worker/contract/conversation.ts', 'SessionStatus');
export const readFaultCodes = (): readonly string[] => wordsOf('src/worker/contract/faults.ts', 'FaultCode');

const allComponents = (): string =>
  readdirSync(path.join(root, COMPONENTS), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(root, COMPONENTS, file), 'utf8'))
    .join('\n');

const unique = (words: Iterable<string>): readonly string[] => [...new Set(words)];
const matches = (text: string, pattern: RegExp): readonly string[] =>
  unique([...text.matchAll(pattern)].map(([, word]) => word!));

/** The custom properties that a page may set. They are those that a style sheet reads. */
export const readTokens = (): readonly string[] => matches(allComponents(), /var\(\s*(--vla-[\w-]+)/g);

/** Parts of the face that pass through the agent's shadow root, and those that stand in it. */
export function readParts(): readonly string[] {
  const [passed] = matches(
    readFileSync(path.join(root, COMPONENTS, 'ui/panel/panel-slots.ts'), 'utf8'),
    /PANEL_PARTS =\s*'([^']+)'/g,
  );
  if (!passed) throw new Error('panel-slots.ts has no PANEL_PARTS');
  const own = OF_LAUNCHER.flatMap((file) =>
    matches(readFileSync(path.join(root, COMPONENTS, file), 'utf8'), / part="([\w-]+)"/g),
  );
  return unique([...own, ...passed.split(',')]);
}

const OF_LAUNCHER = ['ui/launcher/launcher.ts', 'ui/launcher/dismiss-button.ts'];

/** Slots of the agent: of its launcher, and those that it passes on. */
export const readSlots = (): readonly string[] =>
  ['ui/launcher/launcher.ts', 'ui/panel/panel-slots.ts'].flatMap((file) =>
    matches(readFileSync(path.join(root, COMPONENTS, file), 'utf8'), /<slot name="([\w-]+)"/g),
  );

const isInner = (member: ts.ClassElement): boolean =>
  !member.name ||
  ts.isPrivateIdentifier(member.name) ||
  member.name.getText().startsWith('_') ||
  ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal') ||
  (ts.getCombinedModifierFlags(member) &
    (ts.ModifierFlags.Static | ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !==
    0;

/** What a page may set, read and call, beside the attributes. */
export function readMembers(): { readonly fields: readonly string[]; readonly methods: readonly string[] } {
  const isAgent = (node: ts.Node): node is ts.ClassDeclaration =>
    ts.isClassDeclaration(node) && node.name?.text === 'AgentElement';
  const members = find(`${COMPONENTS}/agent/agent-element.ts`, isAgent, 'class AgentElement').members.filter(
    (member) => !isInner(member),
  );
  const named = (fits: (member: ts.ClassElement) => boolean): readonly string[] =>
    members.filter(fits).map((member) => nameOf(member.name!));
  return {
    fields: named((member) => ts.isPropertyDeclaration(member) || ts.isGetAccessor(member)),
    methods: named(ts.isMethodDeclaration),
  };
}

/** The tags: the agent, the parts that name their agent by `for`, and the tools in HTML. */
export function readTags(): readonly string[] {
  const door = readFileSync(path.join(root, 'src/index.ts'), 'utf8');
  const parts = matches(door, /from '\.\/components\/[\w/-]+\/(vla-[\w-]+)\.js'/g);
  const tools = matches(readFileSync(path.join(root, COMPONENTS, 'agent/features.ts'), 'utf8'), /'(voice-tool),/g);
  return [...matches(door, /define\w*\('([\w-]+)'/g), ...parts, ...tools];
}
