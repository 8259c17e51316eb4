/** What the value of an attribute means. A value that cannot be right gives one console warning, and the default holds. */
import type * as Warnings from './attribute-warnings.js';
import { warnOnce } from '../base/warn-once.js';
import { ROWS, type Row } from '../contract/attributes.js';

/** The sentences are loaded when something is wrong. */
export const explain = (sentences: (warnings: typeof Warnings) => readonly string[]): void =>
  void import('./attribute-warnings.js')
    .then((warnings) => sentences(warnings).forEach(warnOnce))
    .catch(() => undefined);

/** What an attribute means; for what it cannot mean, a warning and the default. */
export function readAttribute(name: string, row: Row, value: string | null): unknown {
  if (row.kind === 'flag') return value === null ? row.initial : value !== 'false';
  if (!value?.trim()) return row.initial;
  if (row.kind === 'text') return value;
  const fits =
    row.kind === 'choice' ? row.values.includes(value) : Number(value) >= row.min && Number(value) <= row.max;
  if (fits) return row.kind === 'choice' ? value : Number(value);
  if (row.kind === 'number' && value === row.orText) return value;
  explain(({ ofValue }) => [ofValue(name, row, value)]);
  return row.initial;
}

const OF_HTML = /^(id|class|style|slot|lang|dir|hidden|title|role|part|state|tabindex|inert)$|^(data|aria)-/;

/** Looks for typing errors among names that are neither ours nor HTML's. */
export function checkNames(element: Element): void {
  const strange = element.getAttributeNames().filter((name) => !Object.hasOwn(ROWS, name) && !OF_HTML.test(name));
  if (strange.length > 0) explain(({ ofNames }) => ofNames(strange, element));
}
