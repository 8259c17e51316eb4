import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Rates } from '../../server/policy/rates.js';

describe('how fast a page may send', () => {
  it('is as fast as two channels speak, with half a minute at once', () => {
    const rates = new Rates(0, 20_000);
    assert.equal(rates.take('sound', 1_500_000, 0), 0);
    for (let ms = 20; ms < 5000; ms += 20) assert.equal(rates.take('sound', 1920, ms), 0);
    assert.ok(rates.take('sound', 100_000, 5000)! > 0);
  });

  it('is ten texts at once, two a second, and not for long beyond that', () => {
    const rates = new Rates(0, 20_000);
    for (let i = 0; i < 10; i++) assert.equal(rates.take('text', 1, 0), 0);
    assert.equal(rates.take('text', 1, 0), 500);
    let now = 500;
    let waitMs: number | undefined = 0;
    for (let i = 0; i < 200 && waitMs !== undefined; i++) {
      waitMs = rates.take('text', 1, now);
      now += waitMs ?? 0;
    }
    assert.equal(waitMs, undefined);
  });

  it('is 20 MB of what has to be parsed, and then 2 MB a second, in however few frames', () => {
    const rates = new Rates(0, 20_000);
    for (let i = 0; i < 10; i++) assert.equal(rates.take('parsed', 2_000_000, 0), 0);
    assert.equal(rates.take('parsed', 2_000_000, 0), 1000);
  });
});
