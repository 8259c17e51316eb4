/**
 * Which build a file is of. Files of two builds need not fit each other: what they say to one another changes.
 * The sources say `%BUILD%` where the built files say it, and `?%BUILD%` where an address changes with it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Whatever makes a build what it is: the sources, and what turns them into files. */
const SOURCES = ['src', 'scripts/build', 'rollup.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'];

async function filesBelow(root, name) {
  const found = await readdir(path.join(root, name), { withFileTypes: true }).catch(() => undefined);
  if (!found) return [name];
  return (await Promise.all(found.map((entry) => filesBelow(root, `${name}/${entry.name}`)))).flat();
}

/** The same for the same sources, on every machine. */
export async function buildId(root) {
  const hash = createHash('sha256');
  const files = (await Promise.all(SOURCES.map((name) => filesBelow(root, name)))).flat().sort();
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(path.join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 8);
}

/** @param addresses whether the addresses of the worker and the worklets tell it; bundlers name theirs by content */
export const stamp = (build, addresses = false) => ({
  name: 'stamp',
  transform(code, id) {
    if (!id.includes('/src/') || !code.includes('%BUILD%')) return null;
    const told = code.replaceAll('?%BUILD%', addresses ? `?${build}` : '').replaceAll('%BUILD%', build);
    return { code: told, map: null }; // a word on a line: its map stays as right as it was
  },
});
