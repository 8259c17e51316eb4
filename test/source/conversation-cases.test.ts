/** The list of cases has every file of its folder, and both dialects run the whole list. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const integration = new URL('../integration/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, integration), 'utf8');
const LIST = 'list.ts';

test('every file of test/integration/conversation is in the list of cases, once', () => {
  const text = read(`conversation/${LIST}`);
  const imported = [...text.matchAll(/^import \{ (\w+) \} from '\.\/([\w-]+)\.js';$/gm)];
  const [, list = ''] = /PLAIN_CONVERSATION[^=]*= \[([\s\S]*?)\n\];/.exec(text) ?? [];
  const listed = list.match(/\w+/g) ?? [];
  assert.deepEqual(
    listed.map((name) => `${imported.find(([, own]) => own === name)?.[2]}.ts`).sort(),
    readdirSync(new URL('conversation/', integration)).filter((file) => file !== LIST),
  );
});

for (const file of ['conversation.test.ts', 'voice-agent-conversation.test.ts']) {
  test(`${file} runs all of the list, with nothing around it that leaves cases out`, () => {
    assert.match(read(file), /^ {2}for \(const cases of PLAIN_CONVERSATION\) cases\(\w+\);\n\}\);\n$/m);
    assert.doesNotMatch(read(file), /skip|needsToken/);
  });
}

test('every other file of test/integration is one that the runner takes', () => {
  const files = readdirSync(integration, { withFileTypes: true }).filter((entry) => entry.isFile());
  assert.deepEqual(
    files.filter(({ name }) => !name.endsWith('.test.ts')).map(({ name }) => name),
    [],
  );
});
