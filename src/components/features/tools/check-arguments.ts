/** Checks the arguments from a model against the JSON Schema of a tool. */
import { wrongs } from './json-schema.js';

/** Says what is wrong, so that the model can correct it; undefined when nothing is. Throws when the schema is invalid. */
export const wrongIn = (args: unknown, schema: object): string | undefined =>
  [...new Set(wrongs(args, schema).map(({ at, error }) => `${at || 'arguments'}: ${error}`))].join(' ') || undefined;
