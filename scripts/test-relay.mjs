/**
 * `npm run test:relay`: the widget's integration tests through the relay of the server kit, then through two relays with one
 * Redis, of which one after the other drains. Both run to their end. `RELAY=1` or `RELAY=2` picks one; what follows `--` goes to
 * the test runner, such as `--files test/integration/reconnect.test.ts`. They use dist/ as it is, so build first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const WAYS = [
  { relay: '1', name: 'through one relay' },
  { relay: '2', name: 'through two relays that drain in turns' },
];

if (!existsSync(`${root}dist/integrity.json`)) {
  console.error('There is no complete build in dist/: run npm run build first.');
  process.exit(1);
}

const { RELAY } = process.env;
const wanted = WAYS.filter(({ relay }) => !RELAY || relay === RELAY);
if (wanted.length === 0) {
  console.error(`RELAY is 1 or 2, or not set for both: it is "${RELAY}".`);
  process.exit(1);
}

const withRedis = spawnSync('redis-server', ['--version']).error === undefined;
const lines = [];
for (const { relay, name } of wanted) {
  if (relay === '2' && !withRedis) {
    lines.push(`left out ${name}: there is no redis-server (apt-get install redis-server)`);
    continue;
  }
  console.log(`\n== ${name}`);
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, RELAY: relay } };
  const { status } = spawnSync('npm', ['run', '--silent', 'test:browser', '--', ...process.argv.slice(2)], options);
  if (status !== 0) process.exitCode = 1;
  lines.push(
    `${status === 0 ? 'passed  ' : 'FAILED  '} ${name}${status === 0 ? '' : `: RELAY=${relay} npm run test:relay`}`,
  );
}

lines.push(
  'left out the tests outside test/integration: nothing of them crosses a relay',
  'left out audio-ratios, busy-page, page-footprint: they compare how quick two ways are (npm run test:speed)',
  'what each run left out of its files, and why, stands at its end above',
);
console.log(`\n== summary\n${lines.join('\n')}`);
