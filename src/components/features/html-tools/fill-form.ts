/** Writes into the fields of a form as a visitor would, so that the page's own listeners hear of it. */
import { fieldsOf, isGroup } from './form-schema.js';
import type { Field } from './private-fields.js';

/** Fills in the fields and returns what is wrong with them, in the browser's words. */
export function fillForm(form: HTMLFormElement, values: Readonly<Record<string, unknown>>): readonly string[] {
  const filled: Field[] = [];
  for (const [name, fields] of fieldsOf(form)) {
    if (!(name in values)) continue;
    filled.push(...fields);
    fill(fields, values[name]);
  }
  const wrong = filled.filter(({ validity }) => !validity.valid);
  return [...new Set(wrong.map(({ name, validationMessage }) => `${name}: ${validationMessage}`))];
}

function fill(fields: readonly Field[], value: unknown): void {
  const field = fields[0]!;
  const chosen = Array.isArray(value) ? value.map(String) : [String(value)];
  if (field instanceof HTMLSelectElement) return choose(field, chosen);
  if (field.type === 'radio' || isGroup(fields)) {
    for (const each of fields as HTMLInputElement[]) press(each, chosen.includes(each.value));
  } else if (field.type === 'checkbox') press(field as HTMLInputElement, value === true);
  else write(field, String(value));
}

/** Clicks the field, because frameworks listen to its clicks. A radio button goes off only when another goes on. */
function press(box: HTMLInputElement, on: boolean): void {
  if (box.checked !== on && (on || box.type === 'checkbox')) box.click();
}

function choose(list: HTMLSelectElement, chosen: readonly string[]): void {
  for (const option of list.options) option.selected = chosen.includes(option.value);
  tell(list);
}

/** Uses the browser's own setter. React and others put their own on the field, and would take the change for theirs. */
function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const { prototype } = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
  tell(field);
}

function tell(field: Field): void {
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

/** The values that the visitor is about to send, without those of fields that an agent may not fill. */
export function valuesIn(form: HTMLFormElement): Readonly<Record<string, unknown>> {
  const data = new FormData(form);
  const values: Record<string, unknown> = {};
  for (const [name, fields] of fieldsOf(form)) {
    const all = data.getAll(name).map(String);
    if (fields[0]!.type === 'select-multiple' || isGroup(fields)) values[name] = all;
    else if (fields[0]!.type === 'checkbox') values[name] = all.length > 0;
    else if (all.length > 0) values[name] = all[0];
  }
  return values;
}
