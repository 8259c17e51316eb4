/**
 * Which fields of a form are not the agent's: those that hold a secret, and those that the visitor cannot see. It reads
 * fields and changes nothing.
 */

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Values of `autocomplete` for passwords, one-time codes and payment cards. */
const SECRET_VALUES = /(?:^|\s)(?:[a-z]+-password|one-time-code|cc-[a-z-]+)(?:\s|$)/i;
/** Names that pages give to such fields when they leave `autocomplete` out. */
const SECRET_NAMES = /passw|pwd|\bcv[cv]2?\b|card[-_ ]?n(?:o|um)/i;

/** Fields that held a secret once. A page that shows a password changes the type of its field to `text`. */
const secrets = new WeakSet<Field>();

/** True when the field holds a secret by what it says, or said when it was asked about before. */
export function isSecret(field: Field): boolean {
  const { type, name, id } = field;
  // The attribute: Firefox reflects only values of `autocomplete` that it knows.
  const says =
    type === 'password' ||
    SECRET_VALUES.test(field.getAttribute('autocomplete') ?? '') ||
    field.hasAttribute('data-voice-tool-private');
  if (says || SECRET_NAMES.test(name) || SECRET_NAMES.test(id)) secrets.add(field);
  return secrets.has(field);
}

/**
 * True when the visitor sees the field inside its form. Pages hide the box of a radio button or check box and draw its
 * label instead, so for these a label counts as well. While the form itself is hidden nothing can be said about its
 * fields, and they count as seen.
 */
export function isSeen(field: Field, form: HTMLFormElement): boolean {
  if (!shows(form)) return true;
  const drawnByLabel = field.type === 'radio' || field.type === 'checkbox';
  const drawn: readonly Element[] = drawnByLabel ? [field, ...(field.labels ?? [])] : [field];
  return drawn.some((element) => shows(element) && meets(element, form));
}

/** Safari has `checkVisibility` from 17.4 on, so what it tells is also found without it. */
function shows(element: Element): boolean {
  if ((element as Partial<Element>).checkVisibility)
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  for (let outer: Element | null = element; outer; outer = outer.parentElement)
    if (getComputedStyle(outer).opacity === '0') return false;
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
}

/** True when some of the element lies within the form's box, or within what the form scrolls. */
function meets(element: Element, form: HTMLFormElement): boolean {
  const { width, height, left, right, top, bottom } = element.getBoundingClientRect();
  // A field that belongs to the form by its `form` attribute stands elsewhere on the page.
  const box = (form.contains(element) ? form : document.documentElement).getBoundingClientRect();
  const beside = right <= box.left || left >= box.left + Math.max(box.width, form.scrollWidth);
  const above = bottom <= box.top || top >= box.top + Math.max(box.height, form.scrollHeight);
  return width > 1 && height > 1 && !beside && !above;
}
