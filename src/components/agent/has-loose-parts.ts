/** True when the document has a standalone part: a `vla-…` tag whose attribute `for` names its agent. */
export const hasLooseParts = (): boolean =>
  [...document.querySelectorAll('[for]')].some(({ localName }) => localName.startsWith('vla-'));
