import { expect } from 'chai';
import { frames, hz, milliseconds, toFrames, toMilliseconds } from '../../../src/audio/dsp/units.js';

describe('units', () => {
  for (const [durationMs, rate, count] of [
    [20, 48000, 960],
    [20, 44100, 882],
    [20, 11025, 221],
    [0, 8000, 0],
  ] as const) {
    it(`counts ${count} frames in ${durationMs} ms at ${rate} Hz`, () => {
      expect(toFrames(milliseconds(durationMs), hz(rate))).to.equal(count);
    });
  }

  it('turns frames into milliseconds without rounding', () => {
    expect(toMilliseconds(frames(441), hz(44100))).to.equal(10);
    expect(toMilliseconds(frames(1), hz(24000))).to.be.closeTo(1 / 24, 1e-12);
  });
});
