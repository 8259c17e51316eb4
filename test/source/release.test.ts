/** What `npm run release:check` says of the changelog, and `npm run sizes:compare` of two builds. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
// @ts-expect-error a script of the repository, without types
import { changelogProblems, sections } from '../../scripts/release/changelog.mjs';

const problems = changelogProblems as (changelog: string, version: string) => string[];
const parts = sections as (changelog: string) => { name: string; date?: string; text: string }[];

const READY = '# Changelog\n\n## 0.2.0 (2026-02-03)\n\n- New.\n\n## 0.1.0 (2026-01-02)\n\n- First.\n';

void test('a changelog with the version, its date and its text is ready', () => {
  assert.deepEqual(problems(READY, '0.2.0'), []);
  assert.equal(parts(READY)[0]?.text, '- New.');
});

void test('what is missing in the changelog is named, each with what to do', () => {
  const cases: [string, RegExp][] = [
    ['# Changelog\n\n## Unreleased\n\n- New.\n', /no section for 0\.2\.0: rename/],
    ['## 0.2.0\n\n- New.\n', /needs its date/],
    ['## 0.2.0 (soon)\n\n- New.\n', /needs its date/],
    ['## 0.2.0 (2026-02-03)\n\n## 0.1.0 (2026-01-02)\n- First.\n', /says nothing/],
    [`## Unreleased\n\n- Left over.\n\n${READY}`, /under "## Unreleased"/],
    ['## 0.1.0 (2026-01-02)\n- First.\n\n## 0.2.0 (2026-02-03)\n- New.\n', /comes after 0\.1\.0/],
  ];
  for (const [changelog, expected] of cases) {
    const told = problems(changelog, '0.2.0');
    assert.equal(told.length, 1, `${changelog}\n${told.join('\n')}`);
    assert.match(told[0] ?? '', expected);
  }
});

void test('two builds are compared by what each part weighs, whatever the hash in its name', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sizes-'));
  const script = fileURLToPath(new URL('../../scripts/compare-sizes.mjs', import.meta.url));
  const write = async (dist: string, files: Record<string, string>): Promise<string> => {
    const to = path.join(folder, dist);
    await mkdir(to);
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(to, name), text);
    return to;
  };
  try {
    const before = await write('before', { 'engine.worker.js': 'a()', 'part-01234567.js': 'same()', 'old.js': 'x()' });
    const after = await write('after', {
      'engine.worker.js': 'a();bc(1)',
      'part-89abcdef.js': 'same()',
      'new.js': 'y()',
    });
    const table = execFileSync(process.execPath, [script, before, after], { encoding: 'utf8' });
    assert.match(table, /\| `engine\.worker\.js` \| 7 \| \d+ \| \+\d+ \|/);
    assert.match(table, /\*\*a voice and text call\*\* \| 7 \|/);
    assert.match(table, /\| `new\.js` \| new \| 7 \| \+7 \|/);
    assert.match(table, /\| `old\.js` \| 7 \| gone \| -7 \|/);
    assert.doesNotMatch(table, /part/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
