/**
 * Says what in a value does not fit a JSON Schema of draft 2020-12, with what older drafts had in place of it. The schema
 * is interpreted and not compiled, because a strict Content-Security-Policy forbids compiling. Formats are those of
 * @cfworker/json-schema. The rest of that package is three times as long, writes into the page's schema, and calls a
 * declared field undeclared when it is wrong.
 */
import { format } from '@cfworker/json-schema';
import { References, type Keywords, type Schema } from './schema-references.js';

/** One thing that is wrong, and where: `list.1.sku`, or '' for the value itself. */
export interface Wrong {
  readonly at: string;
  readonly error: string;
}

/** The names and numbers of the fields and items that were judged, for `unevaluatedProperties` and `unevaluatedItems`. */
type Judged = Set<string | number>;
type Say = (error: string, parts?: readonly Wrong[]) => unknown;

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Equal as JSON: the order of fields does not matter. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b || typeOf(a) !== typeOf(b) || typeof a !== 'object' || !a) return a === b;
  const [one, other] = [a, b] as Readonly<Record<string, unknown>>[];
  const names = Object.keys(one!);
  const isLong = Object.keys(other!).length !== names.length;
  return !isLong && names.every((name) => Object.hasOwn(other!, name) && isSame(one![name], other![name]));
}

/** Two numbers this close count as equal, because decimals are not exact in binary. */
const CLOSE = 1.2e-7;

/** Throws when the schema is invalid. */
export const wrongs = (value: unknown, schema: object): readonly Wrong[] => new Check(schema).judge(value, schema, '');

class Check {
  readonly #references: References;
  readonly #root: Schema;

  constructor(root: Schema) {
    this.#references = new References(root);
    this.#root = root;
  }

  judge(value: unknown, schema: Schema, at: string, judged: Judged = new Set()): Wrong[] {
    if (typeof schema === 'boolean') return schema ? [] : [{ at, error: 'there is no such field.' }];
    const found: Wrong[] = [];
    const say: Say = (error, parts = []) => found.push({ at, error }, ...parts);
    /** Judges the same value by another schema. */
    const also = (by: Schema): Wrong[] => {
      const marks: Judged = new Set();
      const faults = this.judge(value, by, at, marks);
      if (!faults[0]) for (const mark of marks) judged.add(mark);
      return faults;
    };
    const { $ref, $recursiveRef, if: condition, not } = schema;
    if ($recursiveRef) found.push(...also(this.#root));
    if ($ref !== undefined) found.push(...also(this.#references.target($ref, schema)));
    const type = typeOf(value);
    this.#value(value, type, schema, say);
    if (not !== undefined && !this.judge(value, not, at)[0]) say('Instance matched "not" schema.');
    this.#branches(schema, also, say);
    const next = condition === undefined ? true : schema[also(condition)[0] ? 'else' : 'then'];
    found.push(...also(next ?? true));
    const inside = at && `${at}.`;
    const part = (name: string | number, by: Schema): void => {
      judged.add(name);
      found.push(...this.judge((value as Record<string | number, unknown>)[name], by, `${inside}${name}`));
    };
    if (type === 'object') this.#fields(value as object, schema, judged, part, also, say);
    if (type === 'array') this.#items(value as readonly unknown[], schema, judged, part, inside, say);
    return found;
  }

  /** What can be said without looking inside. Comparisons with a limit that the schema does not have are false. */
  #value(value: unknown, type: string, schema: Keywords, say: Say): void {
    const types: readonly unknown[] = [schema.type ?? type].flat();
    if (!types.includes(type) && !(types.includes('integer') && Number.isInteger(value)))
      say(`Instance type "${type}" is invalid. Expected "${types.join('", "')}".`);
    if (schema.const !== undefined && !isSame(value, schema.const))
      say(`Instance does not match ${JSON.stringify(schema.const)}.`);
    if (schema.enum && !schema.enum.some((one) => isSame(value, one)))
      say(`Instance does not match any of ${JSON.stringify(schema.enum)}.`);
    if (type === 'number') {
      const number = value as number;
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf: step } = schema;
      if (number < minimum!) say(`${number} is less than ${minimum}.`);
      if (number > maximum!) say(`${number} is greater than ${maximum}.`);
      if (number <= (exclusiveMinimum as number)) say(`${number} is less than or equal to ${exclusiveMinimum}.`);
      if (number >= (exclusiveMaximum as number)) say(`${number} is greater than or equal to ${exclusiveMaximum}.`);
      const rest = Math.abs(number % step!);
      if (rest >= CLOSE && step! - rest >= CLOSE) say(`${number} is not a multiple of ${step}.`);
    }
    if (type === 'string') {
      const text = value as string;
      const { length } = [...text];
      const { minLength, maxLength, pattern } = schema;
      if (length < minLength!) say(`String is too short (${length} < ${minLength}).`);
      if (length > maxLength!) say(`String is too long (${length} > ${maxLength}).`);
      if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) say('String does not match pattern.');
      if (format[schema.format!]?.(text) === false) say(`String does not match format "${schema.format}".`);
    }
  }

  #branches({ anyOf, allOf, oneOf }: Keywords, also: (by: Schema) => Wrong[], say: Say): void {
    const among = (schemas: readonly Schema[] | undefined, fits: (count: number) => boolean, error: string): void => {
      const results = schemas?.map(also) ?? [];
      const count = results.filter(([first]) => !first).length;
      if (schemas && !fits(count)) say(error.replace('#', String(count)), results.flat());
    };
    among(anyOf, (count) => count > 0, 'Instance does not match any subschemas.');
    among(allOf, (count) => count === allOf!.length, 'Instance does not match every subschema.');
    among(oneOf, (count) => count === 1, 'Instance does not match exactly one subschema (# matches).');
  }

  #fields(
    value: object,
    schema: Keywords,
    judged: Judged,
    part: (name: string, by: Schema) => void,
    also: (by: Schema) => Wrong[],
    say: Say,
  ): void {
    const names = Object.keys(value);
    const has = (name: string): boolean => Object.hasOwn(value, name);
    const { minProperties, maxProperties, propertyNames, additionalProperties } = schema;
    for (const name of schema.required ?? [])
      if (!has(name)) say(`Instance does not have required property "${name}".`);
    if (names.length < minProperties!) say(`Instance does not have at least ${minProperties} properties.`);
    if (names.length > maxProperties!) say(`Instance has more than ${maxProperties} properties.`);
    for (const name of propertyNames === undefined ? [] : names) {
      const faults = this.judge(name, propertyNames!, name);
      if (faults[0]) say(`Property name "${name}" does not match schema.`, faults);
    }
    const { dependentRequired, dependentSchemas, dependencies } = schema;
    for (const needs of [dependentRequired, dependentSchemas, dependencies])
      for (const [name, needed] of Object.entries(needs ?? {})) {
        if (!has(name)) continue;
        const faults = Array.isArray(needed)
          ? needed.filter((other) => !has(other)).map((other) => ({ at: other, error: `is needed with "${name}".` }))
          : also(needed);
        if (faults[0]) say(`Instance has "${name}" but does not match what depends on it.`, faults);
      }
    const declared = new Set<string>();
    const own = (name: string, by: Schema): void => {
      declared.add(name);
      part(name, by);
    };
    for (const [name, by] of Object.entries(schema.properties ?? {})) if (has(name)) own(name, by);
    for (const [pattern, by] of Object.entries(schema.patternProperties ?? {})) {
      const matching = new RegExp(pattern, 'u');
      for (const name of names) if (matching.test(name)) own(name, by);
    }
    const others = additionalProperties ?? schema.unevaluatedProperties;
    const known: ReadonlySet<string | number> = additionalProperties === undefined ? judged : declared;
    if (others !== undefined) for (const name of names) if (!known.has(name)) part(name, others);
  }

  #items(
    value: readonly unknown[],
    schema: Keywords,
    judged: Judged,
    part: (index: number, by: Schema) => void,
    inside: string,
    say: Say,
  ): void {
    const { length } = value;
    const { minItems, maxItems, prefixItems = [], items, contains, minContains = 1, maxContains } = schema;
    if (length > maxItems!) say(`Array has too many items (${length} > ${maxItems}).`);
    if (length < minItems!) say(`Array has too few items (${length} < ${minItems}).`);
    // Older drafts named the first items by an array of `items`, and the others by `additionalItems`.
    const [first, others] = Array.isArray(items) ? [items, schema.additionalItems] : [prefixItems, items];
    for (const index of value.keys()) {
      const by = index < first.length ? first[index] : others;
      if (by !== undefined) part(index, by);
    }
    if (contains !== undefined) {
      const results = value.map((each, index) => this.judge(each, contains, `${inside}${index}`));
      for (const [index, faults] of results.entries()) if (!faults[0]) judged.add(index);
      const count = results.filter(([fault]) => !fault).length;
      if (count < minContains)
        say(`Array must contain at least ${minContains} items matching schema. ${count} were found.`, results.flat());
      if (count > maxContains!)
        say(`Array may contain at most ${maxContains} items matching schema. ${count} were found.`);
    }
    const { unevaluatedItems } = schema;
    if (unevaluatedItems !== undefined)
      for (const index of value.keys()) if (!judged.has(index)) part(index, unevaluatedItems);
    if (!schema.uniqueItems) return;
    const twice = value.findIndex((one, index) => value.slice(0, index).some((other) => isSame(one, other)));
    if (twice > 0) say(`The item at index ${twice} is a duplicate.`);
  }
}
