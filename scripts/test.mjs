/**
 * `npm test`: builds, then runs what is quick and then what is not, to the end: a failure does not hide the next one. With
 * `-- --built` dist/ is taken as it is, with `-- --coverage` the lines are counted that ran in Chromium.
 */
import { spawn, spawnSync } from 'node:child_process';

const wants = (flag) => process.argv.includes(flag);

const withRedis = spawnSync('redis-server', ['--version']).error === undefined;
const WITHOUT_REDIS = '(those with Redis were skipped: apt-get install redis-server)';

const build = { name: 'build', script: 'build' };
/** Pictures wait most of their time, so the tests that need no browser run beside them. */
const pictures = { name: 'pictures', script: 'visual' };
const withoutBrowser = [
  { name: 'tests of the rules', script: 'test:pure' },
  { name: 'tests in Node', script: 'test:node', needsBuild: true },
  { name: withRedis ? 'tests of the server' : `tests of the server ${WITHOUT_REDIS}`, script: 'test:server' },
];
const inChromium = {
  name: 'tests in Chromium',
  script: wants('--coverage') ? 'test:coverage' : 'test:browser',
  needsBuild: true,
};
const speed = { name: 'tests in Chromium that compare speeds', script: 'test:speed', needsBuild: true };

/** Stages follow each other. The lanes of a stage run side by side, and the steps of a lane one after the other. */
const STAGES = [...(wants('--built') ? [] : [[[build]]]), [[pictures], withoutBrowser], [[inChromium]], [[speed]]];

/** The summary repeats so many characters of the end of a failed step, because some machines keep only the end of a log. */
const REPEATED = 2_000;

/** Runs a script of package.json and shows what it prints: at once, or as a whole when it is done. */
async function run({ name, script }, atOnce) {
  const told = [];
  const show = (chunk) => (atOnce ? process.stdout.write(chunk) : told.push(chunk));
  show(`\n== ${name}\n`);
  let end = '';
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['inherit', 'pipe', 'pipe'] });
  for (const from of [child.stdout, child.stderr]) {
    from.on('data', (chunk) => {
      show(chunk);
      end = (end + chunk).slice(-REPEATED);
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  for (const chunk of told) process.stdout.write(chunk);
  return { passed: code === 0, end };
}

const failed = new Map();
const lines = [];

async function runLane(steps, atOnce) {
  for (const step of steps) {
    const { name, script, needsBuild } = step;
    if (needsBuild && failed.has(build.name)) {
      lines.push(`not run  ${name}`);
      continue;
    }
    const began = performance.now();
    const { passed, end } = await run(step, atOnce);
    if (!passed) failed.set(name, end);
    const seconds = Math.round((performance.now() - began) / 1000);
    lines.push(`${passed ? 'passed ' : 'FAILED '}  ${name}, ${seconds} s${passed ? '' : `: npm run ${script}`}`);
  }
}

for (const lanes of STAGES) await Promise.all(lanes.map((steps) => runLane(steps, lanes.length === 1)));

for (const [name, end] of failed) console.log(`\n== the end of ${name}, which failed\n${end.trim()}`);
console.log(`\n== summary\n${lines.join('\n')}`);
process.exitCode = failed.size > 0 ? 1 : 0;
