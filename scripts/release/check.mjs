/**
 * `npm run release:check`: everything that a release needs but publishing. What is quick comes first and is told whole; then
 * the checks, the tests, the package in four frameworks, and the build once more in another folder.
 *
 *   --tag v1.2.3   the tag that is going to be released: it has to name the version
 *   --tested       the checks and tests have just run in this checkout, as in the release workflow
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { changelogProblems } from './changelog.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
const { values: wanted } = parseArgs({ options: { tag: { type: 'string' }, tested: { type: 'boolean' } } });

const { name, version } = JSON.parse(await read('package.json'));
const lock = JSON.parse(await read('package-lock.json'));
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

const problems = changelogProblems(await read('CHANGELOG.md'), version);
if (wanted.tag !== undefined && wanted.tag !== `v${version}`) {
  problems.push(`The tag ${wanted.tag} does not name the version ${version} of package.json.`);
}
if (lock.version !== version || lock.packages[''].version !== version) {
  problems.push(`package-lock.json has version ${lock.version}: run npm install --package-lock-only.`);
}
if (git('status', '--porcelain')) problems.push('There are changes that are not committed: git status lists them.');
if (wanted.tag === undefined && git('tag', '--list', `v${version}`)) {
  problems.push(`The tag v${version} is there already: raise the version with npm version.`);
}
const known = vulnerabilities();
if (known === undefined) console.log('not known: vulnerabilities, since the registry did not answer npm audit.');
else if (known > 0)
  problems.push(`npm audit knows ${known} vulnerabilities in what a site installs: npm audit --omit=dev lists them.`);

if (problems.length > 0) {
  console.error(`${name} ${version} cannot be released yet:\n- ${problems.join('\n- ')}`);
  process.exit(1);
}

const steps = wanted.tested
  ? ['check:reproducible']
  : ['check', 'test -- --built', 'test:speed', 'test:packages -- --ci --built', 'check:reproducible'];
for (const step of steps) {
  console.log(`\n== npm run ${step}`);
  const { status } = spawnSync('npm', ['run', '--silent', ...step.split(' ')], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${name} ${version} cannot be released: npm run ${step} failed.`);
    process.exit(1);
  }
}

const [tarball] = JSON.parse(
  execFileSync('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
);
console.log(`
${name} ${version} is ready: ${tarball.entryCount} files, ${Math.round(tarball.size / 1024)} KB packed,
${tarball.integrity}
To release it: git tag v${version} && git push origin v${version}. The workflow "Release" publishes it.`);

/** How many are known in what a site installs; undefined when the registry does not say. */
function vulnerabilities() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: root, encoding: 'utf8' });
  try {
    return JSON.parse(stdout).metadata?.vulnerabilities?.total;
  } catch {
    return undefined;
  }
}
