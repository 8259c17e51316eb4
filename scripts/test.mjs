/**
 * `npm test`: builds, then runs what is quick and then what is not, to the end: a failure does not hide the next one. With
 * `-- --built` dist/ is taken as it is, with `-- --coverage` the lines are counted that ran in Chromium.
 */
import { spawnSync } from 'node:child_process';

const wants = (flag) => process.argv.includes(flag);

const withRedis = spawnSync('redis-server', ['--version']).error === undefined;
const WITHOUT_REDIS = '(those with Redis were skipped: apt-get install redis-server)';

const STEPS = [
  ...(wants('--built') ? [] : [{ name: 'build', script: 'build' }]),
  { name: 'pictures', script: 'visual' },
  { name: 'tests in Node', script: 'test:node', needsBuild: true },
  { name: withRedis ? 'tests of the server' : `tests of the server ${WITHOUT_REDIS}`, script: 'test:server' },
  { name: 'tests in Chromium', script: wants('--coverage') ? 'test:coverage' : 'test:browser', needsBuild: true },
  { name: 'tests in Chromium that compare speeds', script: 'test:speed', needsBuild: true },
];

const failed = new Set();
const lines = [];
for (const { name, script, needsBuild } of STEPS) {
  if (needsBuild && failed.has('build')) {
    lines.push(`not run  ${name}`);
    continue;
  }
  console.log(`\n== ${name}`);
  const began = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' });
  if (status !== 0) failed.add(name);
  const seconds = Math.round((performance.now() - began) / 1000);
  lines.push(
    `${status === 0 ? 'passed ' : 'FAILED '}  ${name}, ${seconds} s${status === 0 ? '' : `: npm run ${script}`}`,
  );
}

console.log(`\n== summary\n${lines.join('\n')}`);
process.exitCode = failed.size > 0 ? 1 : 0;
