/**
 * Converts the text of an attribute into a value. A value that is not accepted gives one console warning and the
 * default.
 */
import type * as Warnings from './attribute-warnings.js';
import { warnOnce } from '../base/warn-once.js';
import { ROWS, type Row } from '../contract/attributes.js';

/** Loads the texts of the warnings, then writes those that `sentences` picks to the console. */
export const explain = (sentences: (warnings: typeof Warnings) => readonly string[]): void =>
  void import('./attribute-warnings.js')
    .then((warnings) => sentences(warnings).forEach(warnOnce))
    .catch(() => undefined);

/** Returns the value that an attribute stands for. `value` is null when the attribute is absent. */
export function readAttribute(name: string, row: Row, value: string | null): unknown {
  if (row.kind === 'flag') return value === null ? row.initial : value !== 'false';
  if (!value?.trim()) return value === null ? row.initial : (row.bare ?? row.initial);
  if (row.kind === 'text') return value;
  const fits =
    row.kind === 'choice' ? row.values.includes(value) : Number(value) >= row.min && Number(value) <= row.max;
  if (fits) return row.kind === 'choice' ? value : Number(value);
  if (row.kind === 'number' && value === row.orText) return value;
  explain(({ ofValue }) => [ofValue(name, row, value)]);
  return row.initial;
}

/** Attributes that are expected on the element though they are not in the table. */
const OF_HTML = /^(id|class|style|slot|lang|dir|hidden|title|role|part|state|tabindex|inert)$|^(data|aria)-/;

/** Looks for typing errors among the attributes that neither the table nor HTML knows. */
export function checkNames(element: Element): void {
  const strange = element.getAttributeNames().filter((name) => !Object.hasOwn(ROWS, name) && !OF_HTML.test(name));
  if (strange.length > 0) explain(({ ofNames }) => ofNames(strange, element));
}
