/** Writes the report as an HTML page: first the cells that changed, then all sheets. */
import type { Change } from './compare.js';
import type { Cell } from './page.js';

export interface Shown {
  readonly name: string;
  readonly cells: readonly Cell[];
}

const STYLE = `
  body { margin: 0 auto; padding: 24px; max-width: 1800px; background: #f6f6f8; color: #17171c; font: 15px/1.5 system-ui, sans-serif; }
  h1 { margin: 0 0 4px; font-size: 24px; } h2 { margin: 40px 0 12px; font-size: 18px; }
  nav { display: flex; flex-wrap: wrap; gap: 4px 14px; margin-block: 12px; }
  .cells { display: flex; flex-wrap: wrap; gap: 16px; }
  figure { margin: 0; } figcaption { margin-block-start: 4px; font-size: 13px; color: #5a5a66; }
  .cell { background-repeat: no-repeat; border-radius: 4px; }
  .change { display: flex; gap: 12px; margin-block: 12px; }
  .notice { padding: 12px 16px; border-radius: 8px; background: #fff2cc; }`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const figure = (file: string, { name, x, y, width, height }: Cell, caption = name): string =>
  `<figure><div class="cell" role="img" aria-label="${escaped(caption)}" style="width:${width}px;height:${height}px;
    background-image:url('${file}');background-position:-${x}px -${y}px"></div>
    <figcaption>${escaped(caption)}</figcaption></figure>`;

const changed = ({ sheet, cell, reason, files }: Change): string =>
  `<h3>${escaped(`${sheet}, ${cell}: ${reason}`)}</h3><div class="change">${files
    .map(({ caption, src }) => `<figure><img src="${src}" alt=""><figcaption>${caption}</figcaption></figure>`)
    .join('')}</div>`;

export const contactSheet = (sheets: readonly Shown[], changes: readonly Change[], notice: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures of the face</title><style>${STYLE}</style>
  <h1>Pictures of the face</h1>${notice && `<p class="notice">${escaped(notice)}</p>`}
  <nav>${sheets.map(({ name }) => `<a href="#${name}">${name}</a>`).join('')}</nav>
  ${changes.length ? `<h2>Changed</h2>${changes.map(changed).join('')}` : ''}
  ${sheets
    .map(
      ({ name, cells }) =>
        `<h2 id="${name}">${name}</h2><div class="cells">${cells
          .map((cell) => figure(`${name}.png`, cell))
          .join('')}</div>`,
    )
    .join('')}</html>`;
