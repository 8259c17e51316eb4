/** What is no recording is refused with a sentence that says why, on the page and by the command. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { conversationsOf, readRecording, RecordingError } from '../../demo/replay/read-recording.js';

const GOOD = {
  format: 'voice-live-agent/recording',
  version: 1,
  level: 'events',
  build: '12345678',
  exportedAt: '2026-03-01T10:00:00.000Z',
  entries: [
    { at: 0, kind: 'start', mode: 'text' },
    { at: 5, kind: 'opened', line: 1 },
    { at: 7, kind: 'received', line: 1, frame: { type: 'session.created' } },
    { at: 6, kind: 'sent', line: 1, frame: { type: 'session.update' } },
    { at: 8, kind: 'something-newer', any: 1 },
    { at: 9, kind: 'start', mode: 'voice' },
  ],
};

const BAD: readonly (readonly [what: string, text: string, why: RegExp])[] = [
  ['an empty file', '', /no JSON/],
  ['a recording that is cut off', JSON.stringify(GOOD).slice(0, -20), /no JSON.*cut off/],
  ['another file', '{"name":"voice-live-agent"}', /no recording of voice-live-agent/],
  ['a list', '[]', /no recording/],
  ['a later version', JSON.stringify({ ...GOOD, version: 2 }), /has version 2, and this player reads version 1/],
  ['one without entries', JSON.stringify({ ...GOOD, entries: 'none' }), /no entries/],
  ['an entry that is nothing', JSON.stringify({ ...GOOD, entries: [null] }), /entry 1 is no object/],
  ['an entry without its time', JSON.stringify({ ...GOOD, entries: [{ kind: 'state' }] }), /entry 1 has no time/],
  [
    'a frame without its type',
    JSON.stringify({ ...GOOD, entries: [{ at: 1, kind: 'received', line: 1, frame: {} }] }),
    /entry 1 has no frame/,
  ],
  ['one without a connection', JSON.stringify({ ...GOOD, entries: GOOD.entries.slice(0, 1) }), /no connection/],
];

describe('the reader of recordings', () => {
  it('reads one, in the order of its times, and passes over kinds that it does not know', () => {
    const recording = readRecording(JSON.stringify(GOOD));
    assert.deepEqual(
      recording.entries.map(({ at }) => at),
      [0, 5, 6, 7, 8, 9],
    );
    assert.equal(conversationsOf(recording).length, 1);
  });

  for (const [what, text, why] of BAD)
    it(`refuses ${what}, and says why`, () =>
      assert.throws(
        () => readRecording(text),
        (error) => error instanceof RecordingError && why.test(error.message),
      ));
});

describe('npm run replay', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'demo/replay/main.ts', ...args], { encoding: 'utf8' });

  it('refuses a file that is none, in one sentence and without a stack', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'recording-')), 'bad.json');
    await writeFile(file, '{"format":"other"}');
    const { status, stderr } = run(file);
    assert.equal(status, 1);
    assert.match(stderr, /^The file is no recording of voice-live-agent: exportRecording\(\) makes one\.\n$/);
  });

  it('says what is missing', () => {
    assert.match(run().stderr, /^Name the file: npm run replay /);
    assert.match(run('none.json').stderr, /^none\.json cannot be read \(ENOENT\)\.\n$/);
  });
});
