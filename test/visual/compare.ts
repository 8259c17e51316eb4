/** Compares the screenshots with the baseline images, cell by cell. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Taken } from './camera.js';
import type { Cell } from './page.js';
import { blank, coarse, cut, readPng, writePng, type Picture } from './png.js';

export interface Change {
  readonly sheet: string;
  readonly cell: string;
  readonly reason: string;
  readonly files: readonly { readonly caption: string; readonly src: string }[];
}

/** Reasons when one of the two images is missing. A different browser is never the cause. */
export const MISSING = { never: 'never approved', gone: 'no longer pictured', added: 'new' } as const;

/** The cells of each sheet, by its name. */
export type Index = Readonly<Record<string, readonly Cell[]>>;

/** Threshold of pixelmatch: a pixel mismatches when the eye would see it. Antialiasing of text may differ. */
const COLOUR = 0.1;
/** The share of a cell's pixels that may mismatch. */
const SHARE = 0.0005;

export interface Folders {
  readonly approved: string;
  readonly results: string;
}

/** The cells in which a sheet differs from its baseline image. */
export async function changesOf(
  sheet: string,
  taken: Taken,
  approved: readonly Cell[] | undefined,
  folders: Folders,
): Promise<readonly Change[]> {
  const before =
    approved && (await readFile(path.join(folders.approved, `${sheet}.png`)).then(readPng, () => undefined));
  if (!before) return [{ sheet, cell: 'all', reason: MISSING.never, files: [] }];
  const gone = approved.filter(({ name }) => !taken.cells.some((cell) => cell.name === name));
  const changes: Change[] = gone.map(({ name }) => ({ sheet, cell: name, reason: MISSING.gone, files: [] }));
  for (const cell of taken.cells) {
    const then = approved.find(({ name }) => name === cell.name);
    const was = then && cut(before, then);
    const change = await changeOf(sheet, cell, coarse(cut(taken.picture, cell), was), was, folders.results);
    if (change) changes.push(change);
  }
  return changes;
}

async function changeOf(
  sheet: string,
  { name, width, height }: Cell,
  now: Picture,
  before: Picture | undefined,
  results: string,
): Promise<Change | undefined> {
  const change = { sheet, cell: name };
  if (!before) return { ...change, reason: MISSING.added, files: await keep(results, sheet, name, { now }) };
  if (before.width !== width || before.height !== height) {
    const reason = `${width} × ${height} px, was ${before.width} × ${before.height}`;
    return { ...change, reason, files: await keep(results, sheet, name, { before, now }) };
  }
  const difference = blank(width, height);
  const count = pixelmatch(before.data, now.data, difference.data, width, height, { threshold: COLOUR });
  if (count <= width * height * SHARE) return undefined;
  const reason = `${count} pixels differ`;
  return { ...change, reason, files: await keep(results, sheet, name, { before, now, difference }) };
}

async function keep(
  results: string,
  sheet: string,
  cell: string,
  pictures: Readonly<Record<string, Picture>>,
): Promise<Change['files']> {
  await mkdir(path.join(results, 'changed'), { recursive: true });
  return Promise.all(
    Object.entries(pictures).map(async ([caption, picture]) => {
      const src = `changed/${sheet}-${cell}-${caption}.png`;
      await writeFile(path.join(results, src), writePng(picture));
      return { caption, src };
    }),
  );
}
