/** Values of a page that go on to the service: how deep, how long, and without the keys that only the site may set. */
import { isObject, type JsonObject } from '../options/json.js';

export const MOST_DEPTH = 32;

/**
 * Keys that name an address, a connection or a secret, wherever they stand. The last would put words into the memory of the
 * agent as if it had said them.
 */
const LOCKED =
  /^(?:(?:\w+_)?url|authorization|headers|api[-_]?key|credentials?|access_token|\w*connection_id|connector_id|appended_text_after_truncation)$/i;

export const isLocked = (key: string): boolean => LOCKED.test(key);

export function isTooDeep(value: unknown, left: number = MOST_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1));
}

/** A copy without locked keys. */
export function withoutLocked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocked);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !isLocked(key) && key !== '__proto__');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutLocked(inner)]));
}

const ID = /^[\w.:-]{1,128}$/;
export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);
export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31;

/** Event ids that begin so are the relay's own: an answer to one of them is not for the page. */
export const RELAY_EVENT = 'relay_';

/** The id by which the service answers errors, where the page gave a usable one. */
export const eventId = ({ event_id: id }: JsonObject): JsonObject =>
  isId(id) && !id.startsWith(RELAY_EVENT) ? { event_id: id } : {};
