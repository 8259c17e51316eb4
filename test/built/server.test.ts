/** The package can be imported without a DOM, as by a server that renders pages or by a build tool. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'node:test';

const DIST = new URL('../../dist/', import.meta.url);

describe('the package on a server', () => {
  const kit = ['', '/express', '/fastify', '/hono', '/next'].map((door) => `voice-live-agent/server${door}`);
  for (const name of ['voice-live-agent', 'voice-live-agent/parts', ...kit]) {
    it(`imports ${name} and does nothing`, async () => {
      assert.ok(await import(name));
      assert.equal(typeof globalThis.document, 'undefined');
    });
  }
});

describe('the files for npm', () => {
  it('put both worklets into one file that Vite does not inline', async () => {
    const file = await readFile(new URL('sound.worklet.js', DIST));
    assert.ok(file.length > 4096, `sound.worklet.js has ${file.length} bytes; Vite inlines what has less than 4096`);
  });

  it('import each language in a form that bundlers resolve', async () => {
    const code = await readFile(new URL('index-find-locale.js', DIST), 'utf8');
    const named = [...code.matchAll(/import\("\.\/locales\/([\w-]+\.js)"\)/g)].map(([, file]) => file);
    const there = (await readdir(new URL('locales/', DIST))).filter((file) => file.endsWith('.js'));
    assert.deepEqual(named.sort(), there.sort());
  });
});
