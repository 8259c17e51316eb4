/**
 * `npm test`: builds, then runs what is quick and then what is not, to the end: a failure does not hide the next one. With
 * `-- --built` dist/ is taken as it is, with `-- --coverage` the lines are counted that ran in Chromium.
 */
import { spawn, spawnSync } from 'node:child_process';
import { constants, setPriority } from 'node:os';

const wants = (flag) => process.argv.includes(flag);

const withRedis = spawnSync('redis-server', ['--version']).error === undefined;
const WITHOUT_REDIS = '(those with Redis were skipped: apt-get install redis-server)';

const IN_CHROMIUM = {
  name: 'tests in Chromium',
  script: wants('--coverage') ? 'test:coverage' : 'test:browser',
  needsBuild: true,
};
const IN_NODE = [
  { name: 'tests in Node', script: 'test:node', needsBuild: true },
  { name: withRedis ? 'tests of the server' : `tests of the server ${WITHOUT_REDIS}`, script: 'test:server' },
];

/** The summary repeats so many characters of the end of a failed step, because some machines keep only the end of a log. */
const REPEATED = 2_000;

const failed = new Map();
const lines = [];

/** Runs a script of package.json and shows what it prints: at once, or with `later` when it is done. */
async function run({ name, script, needsBuild }, later = false) {
  if (needsBuild && failed.has('build')) return void lines.push(`not run  ${name}`);
  if (!later) console.log(`\n== ${name}`);
  const began = performance.now();
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['inherit', 'pipe', 'pipe'] });
  // Sound needs the processor in time. What runs beside it can wait.
  if (later) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const printed = [];
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.on('data', (chunk) => {
      printed.push(chunk);
      if (!later) to.write(chunk);
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  const text = Buffer.concat(printed).toString();
  if (later) console.log(`\n== ${name}\n${text}`);
  if (code !== 0) failed.set(name, text.slice(-REPEATED));
  const seconds = Math.round((performance.now() - began) / 1000);
  lines.push(`${code === 0 ? 'passed ' : 'FAILED '}  ${name}, ${seconds} s${code === 0 ? '' : `: npm run ${script}`}`);
}

async function inTurn(steps, later) {
  for (const step of steps) await run(step, later);
}

const began = performance.now();
if (!wants('--built')) await run({ name: 'build', script: 'build' });
await run({ name: 'tests of the rules', script: 'test:pure' });
await run({ name: 'pictures', script: 'visual' });
// The tests in Chromium mostly wait for speech, so that those in Node fit beside them.
await Promise.all([run(IN_CHROMIUM), inTurn(IN_NODE, true)]);

for (const [name, end] of failed) console.log(`\n== the end of ${name}, which failed\n${end.trim()}`);
console.log(`\n== summary\n${lines.join('\n')}\n${Math.round((performance.now() - began) / 1000)} s in all`);
process.exitCode = failed.size > 0 ? 1 : 0;
