/** The values of a definition's placeholders. */
import { isObject, type JsonObject } from '../shared/json.js';
import { failure, invalidValue, type Result, success } from '../shared/result.js';
import type { Definition } from './definition-types.js';

const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;
const MAX_BYTES = 32 * 1024;
const NAME = 'structured_input';

/** Reads the values that a client sends. */
export function parseInputs(text: string | undefined): Result<JsonObject> {
  if (text === undefined) return success({});
  if (Buffer.byteLength(text) > MAX_BYTES) return failure(invalidValue(NAME, 'Structured inputs may have 32 KiB.'));
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return success(value);
  } catch {
    // told below
  }
  return failure(invalidValue(NAME, 'Structured inputs are a JSON object, such as {"visitor_name": "Ada"}.'));
}

/** The values for one session: the client's, then those of the definition. */
export function inputsOf({ structured_inputs: known = {} }: Definition, given: JsonObject): Result<JsonObject> {
  const values: Record<string, unknown> = {};
  for (const [name, { default_value, required }] of Object.entries(known)) {
    const value = given[name] ?? default_value;
    if (value !== undefined) values[name] = value;
    else if (required) return failure(invalidValue(NAME, `The structured input '${name}' has no value.`));
  }
  return success(values);
}

/** A definition with its placeholders filled. A placeholder without a value is a fault. */
export function render(definition: Definition, values: JsonObject): Result<Definition> {
  let unknown: string | undefined;
  const fill = (template: string): string =>
    template.replace(PLACEHOLDER, (_, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) unknown ??= name;
      return typeof value === 'string' ? value : JSON.stringify(value ?? '');
    });
  const { greeting, instructions, handoff } = definition;
  const filled: Definition = {
    ...definition,
    ...(instructions !== undefined && { instructions: fill(instructions) }),
    ...(greeting && {
      greeting:
        greeting.type === 'template'
          ? { ...greeting, text: fill(greeting.text) }
          : { ...greeting, prompt: fill(greeting.prompt) },
    }),
    ...(handoff && {
      handoff: {
        ...handoff,
        nodes: handoff.nodes.map((node) => {
          const own = node.config.instructions;
          return own ? { ...node, config: { ...node.config, instructions: fill(own) } } : node;
        }),
      },
    }),
  };
  return unknown === undefined
    ? success(filled)
    : failure(invalidValue(NAME, `The placeholder '{{${unknown}}}' has no value.`));
}
