/**
 * Keeps what is typed into an element from the page around it. Outside of a shadow tree, the target of its events is the
 * host, which looks like no field, so the page's keyboard shortcuts would take each letter for theirs.
 */
/** Elements that a visitor types into. */
export const FIELDS = 'input,textarea,select,[contenteditable]';
/** In a field these still reach the page. */
const PASSED = /^(Escape|Tab)$/;
/** Outside of fields these press a button, scroll a list or walk in it. All others are the page's. */
const USED = /^( |Enter|Arrow|Page|Home|End)/;

function keep(event: Event): void {
  const { target, currentTarget, key = '' } = event as Event & { readonly key?: string }; // of a paste there is none
  const field = (event.composedPath()[0] as Element).matches(FIELDS);
  // What the page has put into a slot is the page's own, and is its own target.
  if (target === currentTarget && (field ? !PASSED.test(key) : USED.test(key))) event.stopPropagation();
}

/** Listeners of the page on the element itself get all events as before. Calling this again changes nothing. */
export function keepKeys(element: HTMLElement): void {
  for (const type of ['keydown', 'keypress', 'keyup', 'paste', 'cut', 'copy']) element.addEventListener(type, keep);
}
