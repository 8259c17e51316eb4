/** What a profile's tools show to their own servers, such as the token of an MCP server. Nobody else may read it. */
import { isObject } from './json.js';

const KEYS = /^(?:authorization|headers|api[-_]?key)$/i;
/** Shorter values, such as `en`, are no secrets, and would hide half of a text. */
const SHORTEST = 8;

/** Each secret below a value of the wire, without a `Bearer` in front of it. */
export function toolSecrets(value: unknown, isSecret = false): readonly string[] {
  if (typeof value === 'string') {
    const bare = value.replace(/^Bearer\s+/i, '');
    return isSecret && bare.length >= SHORTEST ? [bare] : [];
  }
  if (Array.isArray(value)) return value.flatMap((inner) => toolSecrets(inner, isSecret));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => toolSecrets(inner, isSecret || KEYS.test(key)));
}
