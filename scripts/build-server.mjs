/**
 * After a build: `dist/server/`, the token route and the relay as `voice-live-agent/server` and its adapters. Its optional
 * packages are loaded at run time, so nothing is bundled but its own files.
 */
import { rm } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { pruneTypes } from './build/prune-types.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const out = path.join(root, 'dist/server');
/** What is exported, by its name in package.json. */
const DOORS = ['index', 'express', 'fastify', 'hono', 'next'];

await rm(out, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    ...Object.fromEntries(DOORS.map((name) => [name, `server/${name}.ts`])),
    serve: 'server/serve/serve.ts',
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
});

const tsc = path.join(root, 'node_modules/.bin/tsc');
const args = ['-p', 'server', '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', out];
if (spawnSync(tsc, args, { cwd: root, stdio: 'inherit' }).status !== 0) throw new Error('the types of server/ failed');
await pruneTypes(
  out,
  DOORS.map((name) => `${name}.d.ts`),
);
