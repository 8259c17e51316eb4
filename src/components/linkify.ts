import { html, type TemplateResult } from 'lit';

const ADDRESS = /https:\/\/[^\s<>"']+/g;
/** Ends a sentence rather than an address. */
const TAIL = /[.,;:!?)\]}…]+$/;

function link(address: string): TemplateResult | string {
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
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TAIL, '');
    parts.push(text.slice(end, match.index), link(address));
    end = match.index + address.length;
  }
  parts.push(text.slice(end));
  return parts;
}
