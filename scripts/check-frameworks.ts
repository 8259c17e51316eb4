/** Compiles the pages of test/types against the built types: some use the tags correctly, others make mistakes to be found. */
import { spawn } from 'node:child_process';

const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['core', 'tsc', '-p', 'test/types/core'],
  ['React', 'tsc', '-p', 'test/types/react'],
  ['Preact', 'tsc', '-p', 'test/types/preact'],
  ['Solid', 'tsc', '-p', 'test/types/solid'],
  ['Vue', 'vue-tsc', '-p', 'test/types/vue', '--noEmit'],
  ['Svelte', 'svelte-check', '--workspace', 'test/types/svelte', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
];

const run = (command: string, args: readonly string[]): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', resolve);
  });

for (const [name, command, ...args] of CHECKS) {
  if ((await run(command, args)) === 0) continue;
  console.error(`types: ${name} failed`);
  process.exitCode = 1;
}
