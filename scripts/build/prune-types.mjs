/** Deletes the declarations that no public declaration imports. tsc writes one for every source. */
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

/** @param types folder of declarations @param entries names in it */
export async function pruneTypes(types, entries) {
  const wanted = new Set();
  const want = async (file) => {
    if (wanted.has(file)) return;
    wanted.add(file);
    const { importedFiles } = ts.preProcessFile(await readFile(file, 'utf8'));
    for (const { fileName } of importedFiles.filter(({ fileName }) => fileName.startsWith('.'))) {
      await want(path.join(path.dirname(file), fileName.replace(/\.js$/, '.d.ts')));
    }
  };
  for (const entry of entries) await want(path.join(types, entry));
  const all = await readdir(types, { recursive: true });
  const idle = all.map((file) => path.join(types, file)).filter((file) => file.endsWith('.d.ts') && !wanted.has(file));
  await Promise.all(idle.map((file) => rm(file)));
}
