/** Tests that every row of the threat table in docs/server.md names an existing test, and that its commands exist. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const files = new Set(readdirSync(new URL('.', import.meta.url)));

/** The cells of each row of the table under a heading. */
function rowsOf(page: string, heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const lines = section.split('\n## ')[0]!.split('\n');
  const cells = lines.filter((line) => line.startsWith('|')).map((line) => line.split('|').map((cell) => cell.trim()));
  return cells.slice(2);
}

describe('the threat table', () => {
  for (const [, threat = '', , tests = ''] of rowsOf(read('docs/server.md'), 'Threats')) {
    it(`names a test for: ${threat}`, () => {
      const named = [...tests.matchAll(/`([\w-]+)`: (.+?)(?=; `|; and |$)/g)];
      assert.ok(named.length > 0, 'no test is named');
      for (const [, file, title] of named) {
        const name = `${file}.test.ts`;
        assert.ok(files.has(name), `${name} is missing`);
        assert.ok(read(`test/server/${name}`).includes(title!.trim()), `${name} has no test "${title}"`);
      }
    });
  }
});

test('every command in docs/server.md exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const named = [...read('docs/server.md').matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
  assert.ok(named.includes('test:relay'));
  assert.deepEqual(
    named.filter((name) => !(name in scripts)),
    [],
  );
});
