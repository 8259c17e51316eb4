/** Makes Markdown of data. */

/** Text for a cell: a bar would end it, a tag would be read as HTML outside of code. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

export const code = (text: string): string => `\`${text.replace(/\s+/g, ' ')}\``;

/** Tags in running text become code, so that no reader takes them for HTML. */
export const prose = (text: string): string =>
  text.replace(/`[^`]*`|<\/?[a-z][\w-]*[^>]*>/g, (found) => (found.startsWith('`') ? found : code(found)));

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
