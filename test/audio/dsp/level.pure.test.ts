import { expect } from 'chai';
import { LevelMeter, peak, rms } from '../../../src/audio/dsp/level.js';
import { sine } from '../../helpers/pure/signal.js';

const LOUD = new Float32Array(128).fill(-0.5);
const SILENCE = new Float32Array(128);

describe('level', () => {
  it('is the RMS of the samples', () => {
    expect(rms(sine(1000, 48000, 4800, 1))).to.be.closeTo(Math.SQRT1_2, 1e-6);
    expect(rms(Float32Array.of(0.5, -0.5, 9), 2)).to.equal(0.5);
  });

  it('has the largest sample of either sign as its peak', () => {
    expect(peak(Float32Array.of(0.25, -0.75, 0.5))).to.equal(0.75);
  });

  it('is zero for no samples', () => {
    expect(rms(new Float32Array(0))).to.equal(0);
    expect(peak(new Float32Array(0))).to.equal(0);
  });
});

describe('LevelMeter', () => {
  it('tells the level of each whole period', () => {
    const meter = new LevelMeter(256);
    expect(meter.push(LOUD)).to.be.false;
    expect(meter.push(SILENCE)).to.be.true;
    expect(meter.level).to.be.closeTo(Math.sqrt(0.125), 1e-6);
  });

  it('tells silence once', () => {
    const meter = new LevelMeter(128);
    const due = [LOUD, SILENCE, SILENCE, SILENCE, LOUD].map((quantum) => meter.push(quantum));
    expect(due).to.deep.equal([true, true, false, false, true]);
  });
});
