/** The trigger `fill`. It makes up arguments from a schema, and knows nothing of the page. */
import type { Tool } from '../session/session-types.js';
import { isObject, type JsonObject } from '../shared/json.js';
import { type Answer, say } from './answer.js';
import { findFunction } from './tools.js';

/** `fill book_repair` calls it, `fill in the form` the first function there is, with arguments made up from its schema. */
export function fillForm(tools: readonly Tool[], wanted: string): Answer {
  const isWanted = (candidate: string): boolean => candidate.toLowerCase() === wanted.toLowerCase();
  const name = findFunction(tools, isWanted) ?? findFunction(tools, () => true);
  if (name === undefined) return say('There is no form to fill.');
  const { parameters } = tools.find((tool) => tool.name === name) as { readonly parameters?: unknown };
  return { kind: 'call', calls: [{ name, args: madeUp(parameters) }] };
}

/** An object that fits a JSON schema. */
export function madeUp(schema: unknown): JsonObject {
  const properties = isObject(schema) && isObject(schema['properties']) ? schema['properties'] : {};
  return Object.fromEntries(Object.entries(properties).map(([field, each]) => [field, valueFor(field, each)]));
}

const BY_FORMAT: Readonly<Record<string, () => string>> = {
  email: () => 'ada@example.com',
  uri: () => 'https://example.com/',
  date: () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
};

/** A value that fits the schema and reads like a visitor's. */
function valueFor(field: string, schema: unknown): unknown {
  const { type, enum: choices, format, minimum = 1, items, pattern } = isObject(schema) ? schema : ({} as JsonObject);
  if (Array.isArray(choices)) return choices[0] as unknown;
  if (type === 'object') return madeUp(schema);
  if (type === 'array') return [valueFor(field, items)];
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') return minimum;
  const made = BY_FORMAT[String(format)]?.();
  if (made) return made;
  if (typeof pattern === 'string' && new RegExp(pattern).test('10:30')) return '10:30';
  return /name/i.test(field)
    ? 'Ada Lovelace'
    : /tel|phone/i.test(field)
      ? '+44 20 7946 0000'
      : 'The rear brake squeaks';
}
