/** Parts of a face that stand alone somewhere on the page; `for` names the agent they belong to. */
export const hasLooseParts = (): boolean =>
  [...document.querySelectorAll('[for]')].some(({ localName }) => localName.startsWith('vla-'));
