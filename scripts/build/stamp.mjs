/**
 * Writes the id of the build into the built files. Files of different builds may not work together, because the messages
 * between them can change. In the sources, `%BUILD%` stands for the id, and `?%BUILD%` for a query that changes with it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The files that decide what a build contains: the sources, and the scripts and settings of the build. */
const SOURCES = ['src', 'scripts/build', 'rollup.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'];

async function filesBelow(root, name) {
  const found = await readdir(path.join(root, name), { withFileTypes: true }).catch(() => undefined);
  if (!found) return [name];
  return (await Promise.all(found.map((entry) => filesBelow(root, `${name}/${entry.name}`)))).flat();
}

/** The id of the build. It is the same for the same sources on every machine. */
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

/** @param addresses whether addresses of the worker and the worklets get the id; bundlers hash these names themselves */
export const stamp = (build, addresses = false) => ({
  name: 'stamp',
  transform(code, id) {
    if (!id.includes('/src/') || !code.includes('%BUILD%')) return null;
    const told = code.replaceAll('?%BUILD%', addresses ? `?${build}` : '').replaceAll('%BUILD%', build);
    return { code: told, map: null }; // the replacement stays on its line, so the source map stays correct
  },
});
