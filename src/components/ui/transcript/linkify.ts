import { html, type TemplateResult } from 'lit';

/** An https address in a text; no other scheme is ever a link. */
export const ADDRESS = 'https:\\/\\/[^\\s<>"\']+';
const ADDRESSES = new RegExp(ADDRESS, 'g');
/** Ends a sentence rather than an address. */
const TAIL = /[.,;:!?)\]}…]+$/;

export const withoutTail = (address: string): string => address.replace(TAIL, '');

/** The address as a link that shows where it leads, and opens apart from the page. */
export function link(address: string): TemplateResult | string {
  if (!URL.canParse(address)) return address;
  const { host, href, pathname, search } = new URL(address);
  // The host, as the browser reads it: an address such as https://bank.example@evil.example shows where it leads.
  const more = pathname === '/' && !search ? '' : '/…';
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer">${host}${more}</a>`;
}

/** Text with its https addresses as links; everything else stays text, whatever it looks like. */
export function linkify(text: string): readonly (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESSES)) {
    const address = withoutTail(match[0]);
    parts.push(text.slice(end, match.index), link(address));
    end = match.index + address.length;
  }
  parts.push(text.slice(end));
  return parts;
}
