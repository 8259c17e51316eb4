/** Packs the package as for npm, and installs it in a copy of an app, out of reach of this repository's node_modules. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { App } from './app.js';
import type { Shell } from './shell.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Builds dist/ and packs it. With `asBuilt` it builds only when dist/ is missing.
 * @returns the path of the tarball
 */
export async function pack(folder: string, asBuilt: boolean): Promise<string> {
  const options = { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 };
  if (!asBuilt || !existsSync(path.join(ROOT, 'dist/index.js')))
    await run('npm', ['run', '--silent', 'build'], options);
  // without scripts, because prepack would build again
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', args, options);
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string; readonly files: readonly unknown[] }[];
  if (!packed) throw new Error('npm pack said nothing');
  return path.join(folder, packed.filename);
}

export const temporaryFolder = (name: string): Promise<string> =>
  mkdtemp(path.join(tmpdir(), `voice-live-agent-${name}-`));

/** Copies an app without `app.json`, which is only for this runner. */
export async function copyApp(app: App, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(app.folder, folder, { recursive: true });
  await rm(path.join(folder, 'app.json'));
}

/** Adds the package to the app's dependencies, as `npm i voice-live-agent` does, and installs all of them. */
export async function install(folder: string, tarball: string, shell: Shell): Promise<void> {
  const file = path.join(folder, 'package.json');
  const json = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const dependencies = { ...(json['dependencies'] as object), 'voice-live-agent': `file:${tarball}` };
  await writeFile(file, JSON.stringify({ ...json, dependencies }, undefined, 2));
  await shell.run('npm install --no-audit --no-fund --no-package-lock --prefer-offline', 600);
}
