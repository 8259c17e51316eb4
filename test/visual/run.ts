/**
 * Screenshots of the widget in every state, compared with the baseline images in approved/.
 *   npm run visual                 takes and compares them, and writes test-results/visual/index.html
 *   npm run visual -- --approve    makes the differing ones the new baseline
 *   npm run visual -- floating     takes only sheets whose name contains the word
 *   npm run visual -- --shaken     takes them in the opposite order, with fonts that arrive 5 s late
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { Camera, type Taken } from './camera.js';
import { CANARY } from './canary.js';
import { changesOf, type Change, type Folders, type Index } from './compare.js';
import { contactSheet, type Shown } from './contact-sheet.js';
import { coarse, writePng } from './png.js';
import { SHEETS } from './sheets.js';
import { verdictOn } from './verdict.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const folders: Folders = {
  approved: path.join(here, 'approved'),
  results: path.resolve(here, '../../test-results/visual'),
};
const approve = process.argv.includes('--approve');
const shaken = process.argv.includes('--shaken');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));

/** The index of the baseline: the cells of each sheet, and the browser that rendered them. */
interface Approved {
  readonly browser: string;
  readonly sheets: Index;
}

async function main(): Promise<number> {
  await rm(folders.results, { recursive: true, force: true });
  await mkdir(folders.results, { recursive: true });
  const { sheets: index, browser: before } = await readApproved();
  const next: Record<string, Index[string]> = wanted.length > 0 || !approve ? { ...index } : {};
  const shown: Shown[] = [];
  const changes: Change[] = [];
  const camera = await Camera.open({ reversed: shaken, fontsMs: shaken ? 5_000 : 0 });
  const browser = await camera.version();
  const look = async (name: string, take: () => Promise<Taken>): Promise<readonly Change[]> => {
    let taken = await take();
    let found = await changesOf(name, taken, index[name], folders);
    if (found.length > 0) {
      // A difference counts only if a second screenshot has it too.
      taken = await take();
      found = await changesOf(name, taken, index[name], folders);
    }
    shown.push({ name, cells: taken.cells });
    await writeFile(path.join(folders.results, `${name}.png`), writePng(taken.picture));
    next[name] = index[name] ?? taken.cells;
    if (approve && found.length > 0) {
      next[name] = taken.cells;
      await mkdir(folders.approved, { recursive: true });
      await writeFile(path.join(folders.approved, `${name}.png`), writePng(coarse(taken.picture)));
    }
    return found;
  };
  let canary: readonly Change[] = [];
  try {
    canary = await look(CANARY, () => camera.canary());
    for (const sheet of shaken ? SHEETS.toReversed() : SHEETS) {
      if (wanted.length > 0 && !wanted.some((word) => sheet.name.includes(word))) continue;
      changes.push(...(await look(sheet.name, () => camera.take(sheet))));
    }
  } finally {
    await camera.close();
  }
  const verdict = verdictOn(changes, CANARY in index ? canary : [], { browser, before });
  const page = path.join(folders.results, 'index.html');
  await writeFile(page, contactSheet(shown, changes, approve ? '' : verdict.notice));
  console.log(`${shown.length} sheets of pictures: ${path.relative(process.cwd(), page)}`);
  if (approve) {
    const approved: Approved = { browser, sheets: next };
    await writeFile(path.join(folders.approved, 'index.json'), `${JSON.stringify(approved)}\n`);
    console.log(`approved; ${changes.length} were new or other than before`);
    return 0;
  }
  if (verdict.notice) console.log(verdict.notice);
  for (const { sheet, cell, reason } of verdict.failed) console.log(`  ${sheet}, ${cell}: ${reason}`);
  if (verdict.failed.length > 0) console.log('Look at them; what is meant so: npm run visual -- --approve');
  return verdict.failed.length > 0 ? 1 : 0;
}

async function readApproved(): Promise<Approved> {
  try {
    return JSON.parse(await readFile(path.join(folders.approved, 'index.json'), 'utf8')) as Approved;
  } catch {
    return { browser: '', sheets: {} };
  }
}

process.exitCode = await main();
