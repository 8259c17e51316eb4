/** `npm test`: builds, then runs what needs Node alone and what needs a browser. With `-- --built` dist/ is taken as it is. */
import { spawnSync } from 'node:child_process';

const steps = [
  ...(process.argv.includes('--built') ? [] : [['build', ['run', '--silent', 'build']]]),
  ['tests in Node', ['run', '--silent', 'test:node']],
  ['tests in Chromium', ['run', '--silent', 'test:browser']],
  ['pictures', ['run', '--silent', 'visual']],
];

for (const [name, args] of steps) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync('npm', args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
