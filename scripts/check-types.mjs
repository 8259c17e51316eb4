/** Type-checks every room with the lib of its thread: what a thread does not have does not compile there. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

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
  'test/bench/server',
  'test/built',
  'test/react',
  'test/source',
  'scripts',
  'test/visual',
  'test/packages',
];

let failed = false;
const waiting = [...projects];

const check = (project) =>
  new Promise((resolve) => {
    spawn('node_modules/.bin/tsc', ['-p', project, '--noEmit'], { stdio: 'inherit' }).on('close', (status) => {
      if (status !== 0) console.error(`types: ${project} failed`);
      failed ||= status !== 0;
      resolve();
    });
  });

/** Checks one project after the other until none waits. */
async function work() {
  for (let project = waiting.shift(); project; project = waiting.shift()) await check(project);
}

await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
process.exitCode = failed ? 1 : 0;
