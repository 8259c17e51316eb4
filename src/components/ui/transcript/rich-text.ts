import { html, type TemplateResult } from 'lit';
import { ADDRESS, link, linked, linkify, replaceIn } from './linkify.js';

/** Formatted text, as templates and strings. The agent's text is never parsed as HTML, so it cannot inject any. */
export type Rich = string | TemplateResult | readonly Rich[];

const FENCE = /^\s*```/;
const HEADING = /^#{1,6}\s+(.+)$/;
const BULLET = /^\s*[-*•]\s+(.+)$/;
const NUMBER = /^\s*\d{1,3}[.)]\s+(.+)$/;

/** The target of a marked link. It ends at the first bracket that it did not open. */
const TARGET = 'https:\\/\\/(?:[^\\s()<>"\']|\\([^\\s()<>"\']*\\))+';

/**
 * Matches one mark inside a line. The address comes first, because a `_` or `*` inside it is no mark. No match spans
 * lines.
 */
const INLINE = new RegExp(
  [
    `(?<address>${ADDRESS})`,
    '`(?<code>[^`\\n]+)`',
    `\\[(?<title>[^[\\]\\n]+)\\]\\((?<target>${TARGET})\\)`,
    '\\*\\*(?=\\S)(?<bold>[^\\n]*?\\S)\\*\\*',
    '(?<![\\w*])\\*(?=[^\\s*])(?<italic>[^*\\n]*?[^\\s*])\\*(?![\\w*])',
    '(?<![\\w_])_(?=[^\\s_])(?<slanted>[^_\\n]*?[^\\s_])_(?![\\w_])',
  ].join('|'),
  'gu',
);

/** A longer text gets links only, in characters. Thousands of marks would keep the page busy. */
const MOST_FORMATTED = 20_000;

type Marks = Readonly<Partial<Record<'address' | 'code' | 'title' | 'target' | 'bold' | 'italic' | 'slanted', string>>>;

/**
 * Renders the formatting that language models write: bold, italic, code, lists, headings, links. An inline mark that is
 * not closed yet, because the text is still arriving, stays as it is written.
 */
export function richText(text: string): Rich {
  if (text.length > MOST_FORMATTED) return linkify(text);
  const blocks: Rich[] = [];
  const lines = text.split('\n');
  let plain: string[] = [];
  const flush = (): void => {
    if (plain.length > 0) blocks.push(inline(plain.join('\n')));
    plain = [];
  };
  for (let at = 0; at < lines.length;) {
    const block = fenced(lines, at) ?? listed(lines, at, BULLET) ?? listed(lines, at, NUMBER) ?? headed(lines, at);
    if (!block) {
      plain.push(lines[at++]!);
      continue;
    }
    flush();
    blocks.push(block.rich);
    at = block.end;
  }
  flush();
  return blocks;
}

interface Block {
  readonly rich: Rich;
  /** Index of the first line after the block. */
  readonly end: number;
}

function fenced(lines: readonly string[], at: number): Block | undefined {
  if (!FENCE.test(lines[at]!)) return undefined;
  let end = at + 1;
  while (end < lines.length && !FENCE.test(lines[end]!)) end++;
  const code = lines.slice(at + 1, end).join('\n');
  return { rich: html`<pre tabindex="0"><code>${code}</code></pre>`, end: end + 1 };
}

function listed(lines: readonly string[], at: number, kind: RegExp): Block | undefined {
  const entries: TemplateResult[] = [];
  let end = at;
  for (let match; (match = kind.exec(lines[end] ?? '')); end++) entries.push(html`<li>${inline(match[1]!)}</li>`);
  if (entries.length === 0) return undefined;
  // A list keeps the model's own first number: it may begin at "3." after a paragraph.
  const first = Number.parseInt(lines[at]!, 10) || 1;
  return {
    rich:
      kind === NUMBER
        ? html`<ol start=${first}>
            ${entries}
          </ol>`
        : html`<ul>
            ${entries}
          </ul>`,
    end,
  };
}

function headed(lines: readonly string[], at: number): Block | undefined {
  const match = HEADING.exec(lines[at]!);
  // A bold paragraph and not <h3>: an answer must not add headings to the page's outline.
  return match ? { rich: html`<p><b>${inline(match[1]!)}</b></p>`, end: at + 1 } : undefined;
}

const inline = (text: string): Rich =>
  replaceIn<Rich>(text, INLINE, (match) => marked(match[0], match.groups as Marks));

/**
 * Renders one match of `INLINE`. `length` is how many characters it used; punctuation after an address is left over.
 */
function marked(found: string, marks: Marks): { readonly rich: Rich; readonly length: number } {
  const { address, code, title, target, bold, italic, slanted } = marks;
  const { length } = found;
  if (address) return linked(address);
  if (code) return { rich: html`<code>${code}</code>`, length };
  if (target) return { rich: [inline(title!), ' (', link(target), ')'], length };
  if (bold) return { rich: html`<b>${inline(bold)}</b>`, length };
  return { rich: html`<i>${inline((italic ?? slanted)!)}</i>`, length };
}
