/** Several relays on one machine leave no process behind, whatever they do when they are stopped. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startMany } from '../../demo/many/start-many.js';

const skip = spawnSync('redis-server', ['--version']).error !== undefined && 'there is no redis-server';

/** The processes that this one has started and that run. */
const children = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

for (const [what, afterMs] of [
  ['is just starting', 50],
  ['has started, while the one before it drains', 2500],
] as const) {
  test(`relays of which one ${what} end with the rest`, { skip }, async () => {
    const many = await startMany(1, { emulator: 'http://127.0.0.1:9', secret: 'secret' });
    void many.replace(0);
    await pause(afterMs);
    assert.ok(children() >= 2);
    await many.close();
    for (let i = 0; i < 50 && children() > 0; i++) await pause(100);
    assert.equal(children(), 0);
  });
}
