/** Deletes dist/ and builds it: first scripts and types at the same time, then the files that are made from them. */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeIntegrity } from './build/integrity.mjs';
import { pruneTypes } from './build/prune-types.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = path.join(root, 'dist');

/** @param command of node_modules/.bin, or node */
const run = (command, ...args) =>
  new Promise((resolve, reject) => {
    const file = command === 'node' ? process.execPath : path.join(root, 'node_modules/.bin', command);
    spawn(file, args, { cwd: root, stdio: 'inherit' })
      .on('error', reject)
      .on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} failed`))));
  });

// The names of chunks contain the build's id, so files of the last build would stay beside the new ones.
await rm(dist, { recursive: true, force: true });
await Promise.all([run('rollup', '-c', '--silent'), run('tsc', '-p', 'tsconfig.types.json')]);
await pruneTypes(path.join(dist, 'types'), ['index.d.ts', 'parts.d.ts']);
await run('node', '--import', 'tsx', 'scripts/write-api.ts');
await Promise.all([
  run('node', '--import', 'tsx', 'scripts/build-emulator.ts'),
  run('node', 'scripts/build-server.mjs'),
]);
// This file is written last. Where it is present, the build is complete.
await writeIntegrity(dist);
