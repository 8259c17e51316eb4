/** Type-checks every room with the lib of its thread: what a thread does not have does not compile there. */
import { spawnSync } from 'node:child_process';

const projects = [
  'src/audio/dsp',
  'src/audio/worklets',
  'src/worker/session',
  'src/worker',
  'tsconfig.json',
  'src/react',
  'server',
  'demo',
  'cli',
  'demo/hosts',
  'test',
  'test/helpers/node',
  'test/demo',
  'test/server',
  'test/built',
  'test/react',
  'test/source',
  'scripts',
  'test/visual',
  'test/packages',
];

let failed = false;
for (const project of projects) {
  const { status } = spawnSync('node_modules/.bin/tsc', ['-p', project, '--noEmit'], { stdio: 'inherit' });
  if (status !== 0) console.error(`types: ${project} failed`);
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
