/**
 * `npm test`: builds, then runs what is quick and then what is not, to the end: a failure does not hide the next one. With
 * `-- --built` dist/ is taken as it is, with `-- --coverage` the lines are counted that ran in Chromium.
 */
import { spawn, spawnSync } from 'node:child_process';

const wants = (flag) => process.argv.includes(flag);

const withRedis = spawnSync('redis-server', ['--version']).error === undefined;
const WITHOUT_REDIS = '(those with Redis were skipped: apt-get install redis-server)';

const STEPS = [
  ...(wants('--built') ? [] : [{ name: 'build', script: 'build' }]),
  { name: 'tests of the rules', script: 'test:pure' },
  { name: 'pictures', script: 'visual' },
  { name: 'tests in Node', script: 'test:node', needsBuild: true },
  { name: withRedis ? 'tests of the server' : `tests of the server ${WITHOUT_REDIS}`, script: 'test:server' },
  { name: 'tests in Chromium', script: wants('--coverage') ? 'test:coverage' : 'test:browser', needsBuild: true },
];

/** The summary repeats so many characters of the end of a failed step, because some machines keep only the end of a log. */
const REPEATED = 2_000;

/** Runs a script of package.json and shows what it prints. */
async function run(script) {
  let end = '';
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['inherit', 'pipe', 'pipe'] });
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.on('data', (chunk) => {
      to.write(chunk);
      end = (end + chunk).slice(-REPEATED);
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { passed: code === 0, end };
}

const start = performance.now();
const failed = new Map();
const lines = [];
for (const { name, script, needsBuild } of STEPS) {
  if (needsBuild && failed.has('build')) {
    lines.push(`not run  ${name}`);
    continue;
  }
  console.log(`\n== ${name}`);
  const began = performance.now();
  const { passed, end } = await run(script);
  if (!passed) failed.set(name, end);
  const seconds = Math.round((performance.now() - began) / 1000);
  lines.push(`${passed ? 'passed ' : 'FAILED '}  ${name}, ${seconds} s${passed ? '' : `: npm run ${script}`}`);
}

for (const [name, end] of failed) console.log(`\n== the end of ${name}, which failed\n${end.trim()}`);
console.log(`\n== summary\n${lines.join('\n')}\n${Math.round((performance.now() - start) / 1000)} s in all`);
process.exitCode = failed.size > 0 ? 1 : 0;
