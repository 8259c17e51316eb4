import { html, type TemplateResult } from 'lit';

/** Matches an https address in a text. No other scheme becomes a link. */
export const ADDRESS = 'https:\\/\\/[^\\s<>"\']+';
const ADDRESSES = new RegExp(ADDRESS, 'g');
/** Punctuation at the end of an address belongs to the sentence around it. */
const TAIL = /[.,;:!?)\]}…]+$/;

export const withoutTail = (address: string): string => address.replace(TAIL, '');

/** A link that opens in a new tab. It stays text where the address is not valid. */
export function link(address: string): TemplateResult | string {
  if (!URL.canParse(address)) return address;
  const { host, href, pathname, search } = new URL(address);
  // The link shows the host as the browser parses it, so that https://bank.example@evil.example reads "evil.example".
  const more = pathname === '/' && !search ? '' : '/…';
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer">${host}${more}</a>`;
}

/** Turns the https addresses of a text into links. Everything else stays text, markup too. */
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
