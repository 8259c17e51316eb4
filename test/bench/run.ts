/**
 * `npm run bench`: builds, then measures each figure together with its control. Arguments select figures:
 * `npm run bench -- capture resampler`. The machine should be idle otherwise. All figures take about fifteen minutes.
 */
import { spawnSync } from 'node:child_process';

const figures = process.argv.slice(2);
const files = figures.flatMap((figure) => ['--files', `test/bench/${figure}.bench.ts`]);
const runner = 'node_modules/@web/test-runner/dist/bin.js';
const steps: readonly (readonly string[])[] = [
  ['scripts/build.mjs'],
  ['--import', 'tsx', runner, '--config', 'test/bench/web-test-runner.config.mjs', ...files],
];

for (const step of steps) {
  const { status } = spawnSync(process.execPath, step, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
