/** The building blocks of schemas. They know nothing of the protocol. */
import { invalidValue, type RequestFault } from '../shared/result.js';
import { isObject } from '../shared/json.js';

/** Checks one value, and returns a fault if it is invalid. Checks are combined into schemas. */
export type Check = (value: unknown, path: string) => RequestFault | undefined;

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

const show = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? 'undefined';
const wrongType = (path: string, expected: string, value: unknown): RequestFault => ({
  code: 'invalid_type',
  message: `Invalid type for '${path}': expected ${expected}, but got ${show(value)}.`,
  param: path,
});

export const anything: Check = () => undefined;

export const boolean: Check = (value, path) =>
  typeof value === 'boolean' ? undefined : wrongType(path, 'a boolean', value);

export const text =
  ({ min = 0, max = Infinity }: Bounds = {}): Check =>
  (value, path) => {
    if (typeof value !== 'string') return wrongType(path, 'a string', value);
    if (value.length < min) return invalidValue(path, `'${path}' must have at least ${min} character(s).`);
    if (value.length > max) return invalidValue(path, `'${path}' must have at most ${max} characters.`);
    return undefined;
  };

export const number =
  ({ min = -Infinity, max = Infinity }: Bounds = {}): Check =>
  (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType(path, 'a number', value);
    if (value < min || value > max) {
      return invalidValue(path, `'${path}' must be between ${min} and ${max}, but got ${value}.`);
    }
    return undefined;
  };

export const integer =
  (bounds: Bounds = {}): Check =>
  (value, path) =>
    typeof value === 'number' && !Number.isInteger(value)
      ? wrongType(path, 'an integer', value)
      : number(bounds)(value, path);

export const oneOf =
  (...allowed: readonly (string | number)[]): Check =>
  (value, path) =>
    allowed.some((candidate) => candidate === value)
      ? undefined
      : invalidValue(
          path,
          `Invalid value ${show(value)} for '${path}'. Supported values: ${allowed.map(show).join(', ')}.`,
        );

export const base64: Check = (value, path) => {
  if (typeof value !== 'string') return wrongType(path, 'base64 text', value);
  const valid = value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
  return valid ? undefined : invalidValue(path, `'${path}' is not valid base64.`);
};

export const orNull =
  (check: Check): Check =>
  (value, path) =>
    value === null ? undefined : check(value, path);

/** Accepts a value that any of the checks accepts. Otherwise it prefers a fault inside the value to one of its type. */
export const either =
  (...checks: readonly Check[]): Check =>
  (value, path) => {
    const faults = checks.map((check) => check(value, path));
    if (faults.includes(undefined)) return undefined;
    const inside = faults.find((fault) => fault?.param !== path);
    return inside ?? faults.find((fault) => fault?.code !== 'invalid_type') ?? faults[0];
  };

export const listOf =
  (check: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? firstFault(value.map((entry: unknown, i) => () => check(entry, `${path}[${i}]`)))
      : wrongType(path, 'an array', value);

export const mapOf =
  (check: Check, { maxEntries = Infinity, maxKeyLength = Infinity } = {}): Check =>
  (value, path) => {
    if (!isObject(value)) return wrongType(path, 'an object', value);
    const keys = Object.keys(value);
    if (keys.length > maxEntries) return invalidValue(path, `'${path}' must have at most ${maxEntries} entries.`);
    const long = keys.find((key) => key.length > maxKeyLength);
    if (long !== undefined)
      return invalidValue(path, `Keys of '${path}' must have at most ${maxKeyLength} characters.`);
    return firstFault(keys.map((key) => () => check(value[key], `${path}.${key}`)));
  };

export type Fields = Readonly<Record<string, Check>>;

/** Every field has its check, no other field is allowed. */
export const object =
  (fields: Fields, required: readonly string[] = []): Check =>
  (value, path) => {
    if (!isObject(value)) return wrongType(path, 'an object', value);
    const missing = required.find((key) => value[key] === undefined);
    if (missing !== undefined) return missingField(join(path, missing));
    return firstFault(
      Object.keys(value).map((key) => () => {
        const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
        return check ? check(value[key], join(path, key)) : unknownField(join(path, key));
      }),
    );
  };

/** Picks the check by the value of one field. */
export const union =
  (discriminator: string, variants: Fields): Check =>
  (value, path) => {
    if (!isObject(value)) return wrongType(path, 'an object', value);
    const kind = value[discriminator];
    if (kind === undefined) return missingField(join(path, discriminator));
    const check = typeof kind === 'string' && Object.hasOwn(variants, kind) ? variants[kind] : undefined;
    return check ? check(value, path) : oneOf(...Object.keys(variants))(kind, join(path, discriminator));
  };

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
const missingField = (param: string): RequestFault => ({
  code: 'missing_required_parameter',
  message: `Missing required parameter: '${param}'.`,
  param,
});
const unknownField = (param: string): RequestFault => ({
  code: 'unknown_parameter',
  message: `Unknown parameter: '${param}'.`,
  param,
});

function firstFault(checks: readonly (() => RequestFault | undefined)[]): RequestFault | undefined {
  for (const check of checks) {
    const fault = check();
    if (fault) return fault;
  }
  return undefined;
}
