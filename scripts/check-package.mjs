/**
 * The package as npm would publish it, seen by two tools: publint (does package.json tell the truth?) and attw (do the types
 * resolve, in every way TypeScript has?). Run it after a build.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const { exports } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
/** Scripts that a page loads by their address: nobody imports their names, so they have no types. */
const untyped = Object.keys(exports).filter((name) => /\.js$/.test(name) && typeof exports[name] === 'string');

const folder = await mkdtemp(path.join(tmpdir(), 'package-'));
try {
  // Without scripts: `prepack` would build once more.
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root });
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const tarball = path.join(folder, `${name}-${version}.tgz`);
  const tools = [
    ['publint', [tarball, '--strict']],
    ['attw', [tarball, '--profile', 'esm-only', '--format', 'ascii', '--exclude-entrypoints', ...untyped]],
  ];
  for (const [tool, args] of tools) {
    const { status } = spawnSync(path.join(root, 'node_modules/.bin', tool), args, { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true });
}
