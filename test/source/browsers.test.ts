/** docs/browsers.md says of Firefox and WebKitGTK what the smoke suite holds against them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FEATURES } from '../smoke/abilities.js';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

test('the table of browsers is that of the smoke suite', () => {
  const [, table = ''] = /## What works where\n([\s\S]+?)\n\n- /.exec(read('docs/browsers.md')) ?? [];
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| |'))
    .map((line) => line.slice(2, -2).split(' | '));
  const cell = (lack: string | undefined): string => (lack ? `not there: ${lack}` : 'works');
  const expected = FEATURES.map(({ feature, lacks }) => [
    feature,
    'works',
    cell(lacks?.Firefox),
    cell(lacks?.WebKitGTK),
  ]);
  assert.deepEqual(rows, expected);
});

test('each row of the table has a test', () => {
  const folder = new URL('test/smoke/', root);
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  const text = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  for (const { feature } of FEATURES)
    assert.match(text, new RegExp(`feature\\(\\s*'${feature.replace(/[()]/g, '\\$&')}'`));
});
