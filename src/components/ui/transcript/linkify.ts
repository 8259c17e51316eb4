import { html, type TemplateResult } from 'lit';
import { parseUrl } from '../../base/parse-url.js';

/**
 * One character of an address. Of ASCII all but quotes, angle brackets and blanks; of other characters those that are not
 * punctuation, a symbol or a format character, because a sentence without blanks goes on with one of these. Some of them
 * stand inside words: the middle dots of Catalan and Japanese, and the joiners of Persian and Hindi.
 */
const ASCII = '[!#-&(-;=?-~]';
const OTHER = '(?:[^\\0-\\x7f\\s\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\p{So}\\p{Cf}—―]|[·・\\u200c\\u200d])';

/** A longer address stays text. Without a bound, a text that is full of them would be searched to its end for each. */
const LONGEST = 2048;
/** Matches an https address in a text, and what may follow it without a blank. No other scheme becomes a link. */
export const ADDRESS = `https:\\/\\/(?:${ASCII}|${OTHER}){1,${LONGEST}}`;
const ADDRESSES = new RegExp(ADDRESS, 'gu');

/** Punctuation at the end of an address belongs to the sentence around it. */
const TAIL = /[.,;:!?]/;
/**
 * A host that ends in ASCII letters, with letters of another writing right behind them. No top-level domain mixes the
 * two, so these are the next word: with them the link would lead to another host.
 */
const HOST = /^https:\/\/(?:[^/?#]*\.)?[a-z\d-]+(?=[^\0-\x7f\p{sc=Latn}\p{M}][^/?#:.]*\.?(?:[/?#:]|$))/iu;
/**
 * The next word or address, written without a blank: a particle of Japanese or a word of Thai right behind an ASCII
 * letter, and what begins like an address after a comma.
 */
const GLUED = /(?<=[a-z\d])[\p{sc=Hira}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]|[,;|]https?:\/\//iu;
const CLOSERS: ReadonlyMap<string, string> = new Map(['()', '[]', '{}'].map((pair) => [pair[0]!, pair[1]!]));

/**
 * The address at the start of a match of `ADDRESS`: without the words and the punctuation of the sentence around it. A
 * bracket belongs to the address when it is opened and closed inside.
 */
function addressIn(match: string): string {
  const host = HOST.exec(match)?.[0].length ?? match.length;
  const glued = match.search(GLUED);
  let end = Math.min(host, glued < 0 ? match.length : glued);
  const open: { readonly closer: string; readonly at: number }[] = [];
  for (let at = 0; at < end; at++) {
    const char = match[at]!;
    const closer = CLOSERS.get(char);
    if (closer) open.push({ closer, at });
    else if (open.at(-1)?.closer === char) open.pop();
    else if (/[)\]}]/.test(char)) end = at;
  }
  const [unclosed] = open;
  end = Math.min(end, unclosed?.at ?? end);
  while (end > 0 && TAIL.test(match[end - 1]!)) end--;
  return match.slice(0, end);
}

/** A link that opens in a new tab. It stays text where the address is not valid. */
export function link(address: string): TemplateResult | string {
  const url = parseUrl(address);
  if (!url) return address;
  const { host, href, pathname, search } = url;
  // The link shows the host as the browser parses it, so that https://bank.example@evil.example reads "evil.example".
  const more = pathname === '/' && !search ? '' : '/…';
  return html`<a href=${href} title=${href} target="_blank" rel="noopener noreferrer">${host}${more}</a>`;
}

/** One match that was made into something else, and how many characters of the text that took. */
interface Piece<T> {
  readonly rich: T;
  readonly length: number;
}

/**
 * Replaces the matches of a global expression in a text, and keeps what is between them. A match may take less of the text
 * than it found; the search goes on right behind what it took.
 */
export function replaceIn<T>(text: string, found: RegExp, by: (match: RegExpExecArray) => Piece<T>): (string | T)[] {
  const parts: (string | T)[] = [];
  const search = new RegExp(found); // its place in the text is its own: an expression may be in use already, further out
  let end = 0;
  for (let match; (match = search.exec(text)); search.lastIndex = end) {
    const { rich, length } = by(match);
    parts.push(text.slice(end, match.index), rich);
    end = match.index + length;
  }
  parts.push(text.slice(end));
  return parts;
}

export function linked(match: string): Piece<TemplateResult | string> {
  const address = addressIn(match);
  return { rich: address.length < LONGEST ? link(address) : address, length: address.length };
}

/** Turns the https addresses of a text into links. Everything else stays text, markup too. */
export const linkify = (text: string): readonly (string | TemplateResult)[] =>
  replaceIn(text, ADDRESSES, ([match]) => linked(match));
