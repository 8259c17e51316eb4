import { readFileSync } from 'node:fs';

/**
 * The protocol as its sources describe it: names, types and bounds. A field reads `type`, `!` if it is always there,
 * `| null`, its bounds, and `=` its default. `base64` is text; `Enum:X` is open; `map<T>`, `array<T>`, `union<A,B>`.
 */
export interface Facts {
  readonly clientEvents: Readonly<Record<string, FieldFacts>>;
  readonly serverEvents: Readonly<Record<string, FieldFacts>>;
  readonly objects: Readonly<Record<string, FieldFacts>>;
  /** `by` names the field that selects the object. The other keys are the values of that field, with the object for each. */
  readonly unions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly enums: Readonly<Record<string, readonly (string | number)[]>>;
}
export type FieldFacts = Readonly<Record<string, string>>;

const FILE = new URL('../../fixtures/protocol-facts.json', import.meta.url);
export const facts = JSON.parse(readFileSync(FILE, 'utf8')) as Facts;

export interface FieldFact {
  readonly type: string;
  readonly required: boolean;
  readonly nullable: boolean;
}

export const readField = (text: string): FieldFact => ({
  type: /^[^! ]+/.exec(text)![0],
  required: /^[^! ]+!/.test(text),
  nullable: text.includes('| null'),
});

/** Lists what is wrong with a value; empty when it fits its type. Open enums accept any text. */
function misfit(value: unknown, type: string, path: string): readonly string[] {
  const inner = (prefix: string) => type.slice(prefix.length + 1, -1);
  if (type.startsWith('array<')) {
    if (!Array.isArray(value)) return [`${path}: no array`];
    return value.flatMap((entry, i) => misfit(entry, inner('array'), `${path}[${i}]`));
  }
  if (type.startsWith('map<')) {
    if (!isObject(value)) return [`${path}: no object`];
    return Object.entries(value).flatMap(([key, entry]) => misfit(entry, inner('map'), `${path}.${key}`));
  }
  if (type.startsWith('union<')) {
    const tries = splitTypes(inner('union')).map((variant) => misfit(value, variant, path));
    return tries.some((faults) => faults.length === 0) ? [] : tries[0]!;
  }
  if (type.startsWith('const:')) return value === type.slice(6) ? [] : [`${path}: not ${type.slice(6)}`];
  if (type.startsWith('Enum:')) return ['string', 'number'].includes(typeof value) ? [] : [`${path}: no ${type}`];
  if (type in facts.unions) return misfitUnion(value, type, path);
  if (type in facts.objects) return misfitFields(value, facts.objects[type]!, path);
  return PRIMITIVES[type]?.(value) ? [] : [`${path}: no ${type}`];
}

const PRIMITIVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  base64: (value) => typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value),
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
};

function misfitUnion(value: unknown, name: string, path: string): readonly string[] {
  const { by, ...variants } = facts.unions[name]!;
  if (typeof value === 'string' && ['Voice', 'ToolChoice'].includes(name)) return []; // the short forms
  if (!isObject(value)) return [`${path}: no ${name}`];
  const variant = variants[String(value[by!])];
  return variant ? misfit(value, variant, path) : [`${path}.${by}: no kind of ${name}`];
}

/** Fields that are unknown, missing or of another type. */
export function misfitFields(value: unknown, fields: FieldFacts, path: string): readonly string[] {
  if (!isObject(value)) return [`${path}: no object`];
  const unknown = Object.keys(value).filter((key) => !(key in fields));
  const missing = Object.keys(fields).filter((key) => readField(fields[key]!).required && value[key] === undefined);
  const wrong = Object.keys(value).flatMap((key) => {
    const fact = fields[key] === undefined ? undefined : readField(fields[key]);
    if (!fact || (value[key] === null && (fact.nullable || !fact.required))) return [];
    return misfit(value[key], fact.type, `${path}.${key}`);
  });
  return [
    ...unknown.map((key) => `${path}.${key}: unknown`),
    ...missing.map((key) => `${path}.${key}: missing`),
    ...wrong,
  ];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Splits at commas that are not inside angle brackets. */
const splitTypes = (text: string): readonly string[] => text.split(/,(?![^<]*>)/);
