/** Holds what a model gave against the JSON Schema of a tool. Nothing is compiled: a strict policy allows it. */
import { Validator } from '@cfworker/json-schema';

/** Said of what holds a wrong part, beside what is said of the part itself. */
const OF_PARENTS = ['properties', 'items', 'prefixItems', 'patternProperties', 'allOf', '$ref'];

/** What is wrong, for the model to mend; undefined when nothing is. Throws for a schema that is none itself. */
export function wrongIn(args: unknown, schema: object): string | undefined {
  const { errors } = new Validator(schema, '2020-12', false).validate(args);
  const undeclared = unexpected(args, schema);
  const wrongs = errors
    .filter(({ keyword }) => !OF_PARENTS.includes(keyword) && keyword !== 'additionalProperties' && keyword !== 'false')
    .map(({ instanceLocation, error }) => `${fieldOf(instanceLocation)}: ${error}`);
  if (errors.length === 0) return undefined;
  // An undeclared field is told by the validator of every field that is wrong, too.
  return [...new Set([...wrongs, ...undeclared])].join(' ') || errors.map(({ error }) => error).join(' ');
}

function unexpected(args: unknown, schema: object): readonly string[] {
  const { additionalProperties, properties = {} } = schema as { additionalProperties?: unknown; properties?: object };
  if (additionalProperties !== false || typeof args !== 'object' || args === null) return [];
  return Object.keys(args)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => `${name}: there is no such field.`);
}

/** `#/list/1/sku` is `list.1.sku`. */
const fieldOf = (location: string): string =>
  decodeURI(location).slice(2).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~') || 'arguments';
