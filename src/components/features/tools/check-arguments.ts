/**
 * Checks the arguments from a model against the JSON Schema of a tool. The schema is interpreted and not compiled, because
 * a strict Content-Security-Policy forbids compiling.
 */
import { Validator } from '@cfworker/json-schema';

/** Keywords whose errors only say that some part is wrong. The part has an error of its own. */
const OF_PARENTS = ['properties', 'items', 'prefixItems', 'patternProperties', 'allOf', '$ref'];

/** Says what is wrong, so that the model can correct it; undefined when nothing is. Throws when the schema is invalid. */
export function wrongIn(args: unknown, schema: object): string | undefined {
  const { errors } = new Validator(schema, '2020-12', false).validate(args);
  const undeclared = unexpected(args, schema);
  const wrongs = errors
    .filter(({ keyword }) => !OF_PARENTS.includes(keyword) && keyword !== 'additionalProperties' && keyword !== 'false')
    .map(({ instanceLocation, error }) => `${fieldOf(instanceLocation)}: ${error}`);
  if (errors.length === 0) return undefined;
  // The validator also calls declared fields undeclared when they are wrong, so `undeclared` replaces these errors.
  return [...new Set([...wrongs, ...undeclared])].join(' ') || errors.map(({ error }) => error).join(' ');
}

function unexpected(args: unknown, schema: object): readonly string[] {
  const { additionalProperties, properties = {} } = schema as { additionalProperties?: unknown; properties?: object };
  if (additionalProperties !== false || typeof args !== 'object' || args === null) return [];
  return Object.keys(args)
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => `${name}: there is no such field.`);
}

/** Turns a JSON pointer into a readable name: `#/list/1/sku` becomes `list.1.sku`. */
const fieldOf = (location: string): string =>
  decodeURI(location).slice(2).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~') || 'arguments';
