/** Moves fields between the two shapes of an object, by their paths. It knows no field by its name. Pure. */
import { isObject, type WireObject } from '../wire-object.js';

/** The value at a path such as `audio.input.format`. Undefined when there is none. */
export const at = (object: WireObject, path: string): unknown =>
  path.split('.').reduce<unknown>((found, name) => (isObject(found) ? found[name] : undefined), object);

/** A copy in which the path has this value. Objects on the way are made where they are missing. */
export function put(object: WireObject, path: string, value: unknown): WireObject {
  const [name, ...rest] = path.split('.') as [string, ...string[]];
  if (rest.length === 0) return { ...object, [name]: value };
  const inner = object[name];
  return { ...object, [name]: put(isObject(inner) ? inner : {}, rest.join('.'), value) };
}

/** A copy without the value at the path, and without objects that become empty by that. */
export function without(object: WireObject, path: string): WireObject {
  const [name, ...rest] = path.split('.') as [string, ...string[]];
  const { [name]: inner, ...others } = object;
  if (rest.length === 0 || !isObject(inner)) return rest.length === 0 ? others : object;
  const left = without(inner, rest.join('.'));
  return Object.keys(left).length > 0 ? { ...object, [name]: left } : others;
}

/** A field of both shapes. */
export interface Field {
  readonly classic: string;
  readonly agent: string;
  /** The value in the other shape; undefined where it has no such value. Without it the value is the same. */
  readonly toClassic?: (value: unknown) => unknown;
  readonly toAgent?: (value: unknown) => unknown;
}

export const toClassic = (object: WireObject, fields: readonly Field[]): WireObject =>
  fields.reduce((result, { classic, agent, toClassic: change }) => {
    const value = at(result, agent);
    if (value === undefined) return result;
    const changed = change ? change(value) : value;
    return changed === undefined ? result : put(without(result, agent), classic, changed);
  }, object);

export function toAgent(
  object: WireObject,
  fields: readonly Field[],
): { readonly object: WireObject; readonly dropped: readonly string[] } {
  let result = object;
  const dropped: string[] = [];
  for (const { classic, agent, toAgent: change } of fields) {
    const value = at(result, classic);
    if (value === undefined) continue;
    const changed = change ? change(value) : value;
    result = without(result, classic);
    if (changed === undefined) dropped.push(classic);
    else result = put(result, agent, changed);
  }
  return { object: result, dropped };
}
