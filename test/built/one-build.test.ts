/** All files of dist/ must have the id of the same build, and integrity.json must have their hashes. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { DIST, scripts, textOf } from '../helpers/node/built.js';

const BUILD = /-core-([\da-f]{8})\.js/.exec(textOf('voice-live-agent.js'))?.[1] ?? '';
const CHUNK = /^voice-live-agent-([\w-]+)-(\w{8})\.js$/;

describe('the files of a build', () => {
  it('have its id in the name, or in the text when the name never changes', () => {
    assert.match(BUILD, /^[\da-f]{8}$/);
    const chunks = scripts().filter((file) => file.startsWith('voice-live-agent-'));
    for (const file of chunks) {
      if (file !== 'voice-live-agent-parts.js') assert.equal(CHUNK.exec(file)?.[2], BUILD, file);
    }
    const fixed = [
      'engine.worker.js',
      'engine.later.js',
      'capture.worklet.js',
      'playback.worklet.js',
      'sound.worklet.js',
      'voice-live-agent.iife.js',
    ];
    for (const file of [...fixed, 'voice-live-agent-parts.js']) assert.ok(textOf(file).includes(BUILD), file);
    for (const file of scripts()) assert.ok(!textOf(file).includes('%BUILD%'), file);
  });

  it('for npm have no id in names and addresses, which the bundler decides', () => {
    const ours = scripts().filter((file) => /^index/.test(file));
    for (const file of ours) {
      assert.ok(!file.includes(BUILD), file);
      assert.doesNotMatch(textOf(file), /\.(?:worker|later|worklet)\.js\?/, file);
      assert.doesNotMatch(textOf(file), new RegExp(`"\\?${BUILD}`), file);
    }
  });

  it('are in integrity.json, each with the SHA-384 of its content', () => {
    const integrity = JSON.parse(textOf('integrity.json')) as Record<string, string>;
    assert.deepEqual(Object.keys(integrity).sort(), scripts().sort());
    for (const [file, told] of Object.entries(integrity)) {
      const hash = createHash('sha384').update(readFileSync(path.join(DIST, file)));
      assert.equal(told, `sha384-${hash.digest('base64')}`, file);
    }
  });
});
