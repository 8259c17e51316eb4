/** Writes `dist/integrity.json`: the value of the attribute `integrity` for every script that a browser may load. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The folders of dist/ that have scripts for pages; the others are for Node and for TypeScript. */
const FOLDERS = ['', 'locales/'];

async function integrityOf(dist) {
  const found = {};
  for (const folder of FOLDERS) {
    const scripts = (await readdir(path.join(dist, folder))).filter((file) => file.endsWith('.js')).sort();
    for (const file of scripts) {
      const hash = createHash('sha384').update(await readFile(path.join(dist, folder, file)));
      found[folder + file] = `sha384-${hash.digest('base64')}`;
    }
  }
  return found;
}

export const writeIntegrity = async (dist) =>
  writeFile(path.join(dist, 'integrity.json'), `${JSON.stringify(await integrityOf(dist), undefined, 2)}\n`);
