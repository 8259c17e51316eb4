import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const FOLDER = new URL('../../src/worker/protocol/', import.meta.url);

export interface SourceField {
  readonly type: string;
  readonly optional: boolean;
  /** text of its comment, without the asterisks */
  readonly docs: string;
}

export interface SourceType {
  readonly bases: readonly string[];
  readonly docs: string;
  readonly fields: Readonly<Record<string, SourceField>>;
}

export interface ProtocolSource {
  /** the interfaces by name */
  readonly interfaces: Readonly<Record<string, SourceType>>;
  /** the aliases by name: the members of a union as they are written, or the single type of any other alias */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/** Reads the types of the protocol from their source text. It resolves no type. */
export function readProtocolSource(): ProtocolSource {
  const interfaces: Record<string, SourceType> = {};
  const aliases: Record<string, readonly string[]> = {};
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter((file) => file.endsWith('.ts'))) {
    const source = ts.createSourceFile(name, readFileSync(new URL(name, FOLDER), 'utf8'), ts.ScriptTarget.Latest, true);
    source.forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node)) {
        const bases = node.heritageClauses?.flatMap(({ types }) => types.map((type) => type.getText(source))) ?? [];
        interfaces[node.name.text] = readInterface(node, source, bases);
      }
      if (ts.isTypeAliasDeclaration(node)) aliases[node.name.text] = readAlias(node.type, source);
    });
  }
  return { interfaces: withInherited(interfaces), aliases };
}

function readInterface(node: ts.InterfaceDeclaration, source: ts.SourceFile, bases: readonly string[]): SourceType {
  const fields = node.members.filter(ts.isPropertySignature).map((member) => [
    member.name.getText(source),
    {
      type: member.type?.getText(source) ?? 'unknown',
      optional: member.questionToken !== undefined,
      docs: docsOf(member),
    },
  ]);
  return { bases, docs: docsOf(node), fields: Object.fromEntries(fields) as Readonly<Record<string, SourceField>> };
}

const withInherited = (own: Readonly<Record<string, SourceType>>): Readonly<Record<string, SourceType>> =>
  Object.fromEntries(
    Object.entries(own).map(([name, type]) => {
      const inherited = type.bases.map((base) => own[base]?.fields ?? {});
      return [name, { ...type, fields: Object.assign({}, ...inherited, type.fields) as SourceType['fields'] }];
    }),
  );

const readAlias = (type: ts.TypeNode, source: ts.SourceFile): readonly string[] =>
  ts.isUnionTypeNode(type) ? type.types.map((member) => member.getText(source)) : [type.getText(source)];

const docsOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((docs) => (ts.isJSDoc(docs) ? (ts.getTextOfJSDocComment(docs.comment) ?? '') : ''))
    .join(' ');
