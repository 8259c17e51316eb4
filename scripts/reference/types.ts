/** Fields of public types as the type checker sees them, with the comments above them in the sources. */
import path from 'node:path';
import ts from 'typescript';
import { root } from '../api/read-sources.ts';

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly description: string;
}

const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile) as { config: unknown };
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram(fileNames, { ...options, noEmit: true });
const checker = program.getTypeChecker();
const FORMAT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

function sourceOf(file: string): ts.SourceFile {
  const source = program.getSourceFile(path.join(root, file));
  if (!source) throw new Error(`${file} is not part of tsconfig.json; the reference reads it`);
  return source;
}

/** An exported type of a file, by its name. */
function typeOf(file: string, name: string): ts.Type {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(sourceOf(file))!);
  const symbol = exported.find((one) => one.name === name);
  if (!symbol) throw new Error(`${file} exports no ${name}; the reference reads it`);
  return checker.getDeclaredTypeOfSymbol(symbol);
}

const commentOf = (symbol: ts.Symbol): string =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();

const ORIGIN = sourceOf('src/index.ts');

function fieldOf(symbol: ts.Symbol): Field {
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const type = checker.getTypeOfSymbolAtLocation(symbol, ORIGIN);
  const present = optional ? checker.getNonNullableType(type) : type;
  const words = present.isUnion() && present.types.length <= 12 && present.types.every((one) => one.isLiteral());
  // A name for a few words is shown as these words.
  const shown = checker.typeToString(present, undefined, words ? FORMAT | ts.TypeFormatFlags.InTypeAlias : FORMAT);
  return { name: symbol.name, type: shown, optional, description: commentOf(symbol) };
}

/** The fields of an object type; none of a type that is not the project's own, such as a function or a number. */
const fieldsOf = (type: ts.Type): readonly Field[] =>
  type.isUnion() ? [] : checker.getPropertiesOfType(type).filter(isOurs).map(fieldOf);

const isOurs = (symbol: ts.Symbol): boolean =>
  (symbol.declarations ?? []).every((declaration) => !program.isSourceFileDefaultLibrary(declaration.getSourceFile()));

export const fieldsOfType = (file: string, name: string): readonly Field[] => fieldsOf(typeOf(file, name));

/** For each member of a map of types: its own fields. */
export function fieldsByMember(file: string, name: string): ReadonlyMap<string, readonly Field[]> {
  const members = checker.getPropertiesOfType(typeOf(file, name));
  return new Map(members.map((member) => [member.name, fieldsOf(checker.getTypeOfSymbolAtLocation(member, ORIGIN))]));
}
