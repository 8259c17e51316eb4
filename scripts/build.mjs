/** Makes dist/ anew: scripts and types at the same time, then what is made from them. */
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

// Names of chunks change with each build: none of the last one may stay.
await rm(dist, { recursive: true, force: true });
await Promise.all([run('rollup', '-c', '--silent'), run('tsc', '-p', 'tsconfig.types.json')]);
await pruneTypes(path.join(dist, 'types'), ['index.d.ts', 'parts.d.ts']);
await run('node', '--import', 'tsx', 'scripts/write-api.ts');
await Promise.all([
  run('node', '--import', 'tsx', 'scripts/build-emulator.mjs'),
  run('node', 'scripts/build-server.mjs'),
]);
// The last: where it is, the build was whole.
await writeIntegrity(dist);
