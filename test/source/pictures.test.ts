import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KINDS, type Kind } from '../visual/canary.js';
import { MISSING, type Change } from '../visual/compare.js';
import { coarse, type Picture } from '../visual/png.js';
import { verdictOn } from '../visual/verdict.js';

const change = (sheet: string, cell: string, reason = '300 pixels differ'): Change => ({
  sheet,
  cell,
  reason,
  files: [],
});
const otherwise = (...kinds: readonly Kind[]): readonly Change[] => kinds.map((kind) => change('canary', kind));

const SAME = { browser: 'Chrome/156.0.1.2', before: 'Chrome/156.0.1.1' };
const NEWER = { browser: 'Chrome/157.0.1.2', before: 'Chrome/156.0.1.1' };
const CHANGES = [
  change('floating-light', 'idle'),
  change('floating-light', 'menu'),
  change('floating-ar', 'idle'),
  change('floating-forced', 'idle'),
  change('floating-light', 'chat', MISSING.added),
];
const failing = (canary: readonly Change[], browsers = SAME): readonly string[] =>
  verdictOn(CHANGES, canary, browsers).failed.map(({ sheet, cell }) => `${sheet} ${cell}`);

describe('the verdict on pictures', () => {
  it('fails whatever differs in the browser that draws as before', () => {
    const { failed, notice } = verdictOn(CHANGES, [], SAME);
    assert.deepEqual(failed, CHANGES);
    assert.equal(notice, '');
  });

  const REST: Readonly<Partial<Record<Kind, readonly string[]>>> = {
    arabic: ['floating-light idle', 'floating-light menu', 'floating-forced idle', 'floating-light chat'],
    controls: ['floating-light idle', 'floating-ar idle', 'floating-forced idle', 'floating-light chat'],
    forced: ['floating-light idle', 'floating-light menu', 'floating-ar idle', 'floating-light chat'],
  };
  for (const kind of Object.keys(KINDS) as Kind[]) {
    it(`leaves out what has ${KINDS[kind]} in it where a browser draws them otherwise, and says so`, () => {
      assert.deepEqual(failing(otherwise(kind)), REST[kind] ?? ['floating-light chat']);
      const { notice } = verdictOn(CHANGES, otherwise(kind), SAME);
      assert.ok(notice.includes(`(Chrome/156.0.1.2) draws ${KINDS[kind]} otherwise`), notice);
    });
  }

  it('judges no difference in a browser of another major version, but what is missing', () => {
    assert.deepEqual(failing([], NEWER), ['floating-light chat']);
    assert.match(verdictOn(CHANGES, [], NEWER).notice, /Chrome\/157.*newer or older.*4 pictures/);
  });

  it('has nothing to say of another version that draws the same', () => {
    assert.equal(verdictOn([], [], NEWER).notice, '');
  });
});

describe('the shades of a picture', () => {
  const pixel = (...rgb: readonly number[]): Picture => ({ width: 1, height: 1, data: Uint8Array.of(...rgb, 255) });
  const shade = (now: Picture, like?: Picture): readonly number[] => [...coarse(now, like).data];

  it('stay what they were when a hair would decide', () => {
    // 76 and 77 are on two sides of an edge.
    const before = coarse(pixel(76, 20, 200));
    assert.notDeepEqual(shade(pixel(77, 20, 200)), [...before.data]);
    assert.deepEqual(shade(pixel(77, 20, 200), before), [...before.data]);
  });

  it('change when the colour did', () => {
    const before = coarse(pixel(76, 20, 200));
    assert.notDeepEqual(shade(pixel(84, 20, 200), before), [...before.data]);
  });

  it('of grey stay grey, and are told apart as finely as without a picture before', () => {
    const before = coarse(pixel(120, 120, 124));
    assert.deepEqual(shade(pixel(122, 121, 126), before), [...before.data]);
    assert.notDeepEqual(shade(pixel(135, 135, 135), before), [...before.data]);
  });
});
