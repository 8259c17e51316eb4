/** Describes the fields of a form as a JSON Schema. It reads the form and changes nothing. */
import { isSecret, isSeen, type Field } from './private-fields.js';

type Schema = Readonly<Record<string, unknown>>;

/** Types of fields that no agent may fill: files, and fields that the visitor does not see or cannot write. */
const SKIPPED = /^(?:hidden|file|submit|reset|button|image|fieldset|output|object)$/;
/** How the values of fields of this type are written, by the attribute: a browser that lacks a type calls it `text`. */
const WRITTEN: Readonly<Record<string, Schema>> = {
  email: { format: 'email' },
  url: { format: 'uri' },
  date: { format: 'date' },
  time: { pattern: '^\\d\\d:\\d\\d(:\\d\\d)?$' },
  'datetime-local': { pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?$' },
  month: { pattern: '^\\d{4}-\\d\\d$' },
  week: { pattern: '^\\d{4}-W\\d\\d$' },
  color: { pattern: '^#[0-9a-fA-F]{6}$' },
};

/** The fields that an agent may fill, by name. The radio buttons or check boxes of one question share a name. */
export function fieldsOf(form: HTMLFormElement): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  for (const element of form.elements) {
    const field = element as Field;
    const isFixed = field.matches(':disabled') || ('readOnly' in field && field.readOnly);
    if (!field.name || isFixed || SKIPPED.test(field.type) || isSecret(field) || !isSeen(field, form)) continue;
    fields.set(field.name, [...(fields.get(field.name) ?? []), field]);
  }
  return fields;
}

const writtenType = (field: Field): string => field.getAttribute('type')?.toLowerCase() ?? field.type;

export function schemaOf(form: HTMLFormElement): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [name, fields] of fieldsOf(form)) {
    properties[name] = { ...kindOf(fields), ...described(fields) };
    if (fields.some((field) => field.required)) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

export const isGroup = ([first, ...others]: readonly Field[]): boolean =>
  first?.type === 'checkbox' && others.length > 0;

/** The choices of radio buttons, check boxes or a list. A list's empty value is left out, because it means no choice. */
function choicesOf(fields: readonly Field[]): readonly (readonly [value: string, label: string])[] {
  const [first] = fields;
  if (first instanceof HTMLSelectElement)
    return [...first.options]
      .filter(({ value, disabled }) => value && !disabled)
      .map(({ value, label }) => [value, label]);
  return first?.type === 'radio' || isGroup(fields) ? fields.map((field) => [field.value, labelOf(field)]) : [];
}

function kindOf(fields: readonly Field[]): Schema {
  const field = fields[0]!;
  const choices = choicesOf(fields).map(([value]) => value);
  const oneOf = choices.length > 0 ? { type: 'string', enum: choices } : { type: 'string' };
  if (field.type === 'select-multiple' || isGroup(fields)) return { type: 'array', items: oneOf };
  if (field.type === 'checkbox') return { type: 'boolean' };
  if (choices.length > 0 || field instanceof HTMLSelectElement) return oneOf;
  if (field.type === 'number' || field.type === 'range') return numeric(field as HTMLInputElement);
  const { minLength, maxLength } = field;
  return {
    type: 'string',
    ...(minLength > 0 && { minLength }),
    ...(maxLength > -1 && { maxLength }),
    ...WRITTEN[writtenType(field)],
  };
}

function numeric({ min, max, step }: HTMLInputElement): Schema {
  const isWhole = Number.isInteger(Number(step || 1));
  return {
    type: isWhole ? 'integer' : 'number',
    ...(min && { minimum: Number(min) }),
    ...(max && { maximum: Number(max) }),
  };
}

function described(fields: readonly Field[]): { readonly description?: string } {
  const field = fields[0]!;
  const many = field.type === 'radio' || isGroup(fields);
  const legend = many ? field.closest('fieldset')?.querySelector('legend')?.textContent : labelOf(field);
  const choices = choicesOf(fields).filter(([value, label]) => label && label !== value);
  const { min = '', max = '' } = field as Partial<HTMLInputElement>;
  const isDated = Object.hasOwn(WRITTEN, writtenType(field)) && (min || max);
  const description = [
    legend,
    wordsOf(field, 'aria-describedby'),
    choices.map(([value, label]) => `${value}: ${label}`).join('; '),
    isDated && `${min} – ${max}`,
  ];
  const text = description.map((part) => (part ? plain(part) : '')).filter(Boolean);
  return text.length > 0 ? { description: text.join('. ') } : {};
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The text that a person reads beside a field. Text inside of fields and buttons is left out. */
function labelOf(field: Field): string {
  const labels = [...(field.labels ?? [])].map((label) => {
    const copy = label.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('input,select,textarea,button,datalist').forEach((inner) => inner.remove());
    return copy.textContent;
  });
  const { title, ariaLabel } = field;
  const placeholder = 'placeholder' in field ? field.placeholder : '';
  return plain(labels.join(' ')) || ariaLabel || wordsOf(field, 'aria-labelledby') || title || placeholder;
}

function wordsOf(field: Field, attribute: string): string {
  const root = field.getRootNode() as Document | ShadowRoot;
  const ids = field.getAttribute(attribute)?.split(/\s+/) ?? [];
  return plain(ids.map((id) => root.getElementById(id)?.textContent ?? '').join(' '));
}
