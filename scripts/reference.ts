/**
 * `npm run docs:reference`: writes docs/reference, every public name with its type, default and meaning. With --check it writes
 * nothing and fails when a page is not what the sources say.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeManifest, tagsOf } from './api/manifest.ts';
import { root } from './api/read-sources.ts';
import { pages } from './reference/pages.ts';

const folder = path.join(root, 'docs/reference');
const wanted = pages(tagsOf(await makeManifest()));
const read = (name: string): string | undefined => {
  try {
    return readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
};

mkdirSync(folder, { recursive: true });
const stale = [...wanted].filter(([name, text]) => read(name) !== text).map(([name]) => name);
const strange = readdirSync(folder).filter((name) => !wanted.has(name));
if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`docs/reference/${name} is not what the sources say: npm run docs:reference`);
  for (const name of strange) console.error(`docs/reference/${name} is made by nothing: delete it`);
  process.exitCode = stale.length + strange.length > 0 ? 1 : 0;
} else {
  for (const name of stale) writeFileSync(path.join(folder, name), wanted.get(name)!);
  for (const name of strange) rmSync(path.join(folder, name));
  console.log(stale.length > 0 ? `written: ${stale.join(', ')}` : 'nothing has changed');
}
