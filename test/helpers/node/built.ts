/** Reads files of the build in dist/. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const DIST = path.join(ROOT, 'dist');

export const textOf = (file: string): string => readFileSync(path.join(DIST, file), 'utf8');

/** Names of the scripts that pages load, with those of the languages. */
export const scripts = (): string[] =>
  ['', 'locales/']
    .flatMap((folder) => readdirSync(path.join(DIST, folder)).map((file) => folder + file))
    .filter((file) => file.endsWith('.js'));
