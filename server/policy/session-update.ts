/**
 * `session.update`: of what the page asks for, only what its profile leaves open. The profile's own session is sent by the
 * relay itself, before anything of the page: an update that the service refuses is refused as a whole, so a visitor must have
 * no way to make the profile's fail along with theirs.
 */
import { isObject, type JsonObject } from '../options/json.js';
import { eventId, withoutLocked } from './clean.js';
import type { Rules } from './rules.js';
import { functionTool } from './tool.js';
import type { Written } from './verdict.js';

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}

type Mutable = Record<string, unknown>;

function setAt(target: Mutable, path: readonly string[], value: unknown): void {
  let at = target;
  for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Mutable;
  at[path.at(-1)!] = value;
}

/** The profile's tools, and of the page's: functions under other names, and the profile's own by type and label. */
function mergeTools(asked: unknown, own: readonly JsonObject[]): readonly JsonObject[] {
  const functions = Array.isArray(asked) ? asked.map(functionTool).filter((tool) => tool !== undefined) : [];
  const taken = new Set(own.map(({ name }) => name));
  return [...own, ...functions.filter(({ name }) => !taken.has(name))];
}

export function writeSessionUpdate(event: JsonObject, rules: Rules): Written {
  const { session: asked } = event;
  if (!isObject(asked)) return { drop: 'session-form' };
  const session: Mutable = {};
  for (const path of rules.sessionPaths) {
    const value = valueAt(asked, path);
    if (value !== undefined) setAt(session, path, withoutLocked(value));
  }
  if (asked['type'] === 'realtime') session['type'] = 'realtime';
  if (rules.allowTools && asked['tools'] !== undefined) session['tools'] = mergeTools(asked['tools'], rules.ownTools);
  const known = new Set(['type', ...Object.keys(session)]);
  const changed = Object.keys(asked).some((key) => !known.has(key)) ? 'session-keys' : undefined;
  return { event: { type: 'session.update', ...eventId(event), session }, lane: 'other', changed };
}
