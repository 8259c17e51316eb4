import { expect } from 'chai';
import { Resampler } from '../../../src/audio/dsp/resampler.js';
import { hz } from '../../../src/audio/dsp/units.js';
import { random } from '../../helpers/pure/random.js';
import { decibels, firstDifference, fitSine, sine } from '../../helpers/pure/signal.js';

const RATES = [8000, 16000, 22050, 24000, 44100, 48000, 96000];
const PAIRS = RATES.flatMap((from) => RATES.map((to) => [from, to] as const));

/** Converts `input` in chunks whose lengths `next` gives, and drains the line. */
function convert(input: Float32Array, from: number, to: number, next = () => input.length): Float32Array {
  const resampler = new Resampler(hz(from), hz(to));
  const output = new Float32Array(Math.ceil((input.length * to) / from) + 1);
  let written = 0;
  for (let at = 0; at < input.length;) {
    const chunk = input.subarray(at, (at += next()));
    const room = output.subarray(written, written + resampler.maxOutput(chunk.length));
    written += resampler.process(chunk, room);
  }
  return output.slice(0, written + resampler.flush(output.subarray(written)));
}

/** Fits the middle of a converted tone, clear of both ends. */
function fitTone(frequencyHz: number, from: number, to: number) {
  const output = convert(sine(frequencyHz, from, from / 4), from, to);
  return fitSine(output, frequencyHz, to, to / 25, Math.floor(to / 5));
}

/** Loudness of the output for a tone, relative to the tone. */
function leftover(frequencyHz: number, from: number, to: number): number {
  const output = convert(sine(frequencyHz, from, from / 2), from, to).subarray(to / 25, Math.floor(to / 2.5));
  return decibels(Math.sqrt(output.reduce((sum, x) => sum + x * x, 0) / output.length) / (0.5 / Math.SQRT2));
}

describe('Resampler', () => {
  for (const [from, to] of PAIRS) {
    it(`keeps a tone where and as it was, ${from} to ${to}`, () => {
      const { amplitude, phase, residual } = fitTone(1000, from, to);
      expect(decibels(amplitude / 0.5)).to.be.within(-0.01, 0.01);
      expect(phase).to.be.within(-1e-4, 1e-4);
      expect(decibels(residual)).to.be.below(-105);
    });

    it(`gives every frame its share, ${from} to ${to}`, () => {
      for (const length of [0, 1, 2, 47, 128, 1001]) {
        expect(convert(new Float32Array(length), from, to)).to.have.length(Math.round((length * to) / from));
      }
    });

    it(`gives the same in chunks as in one piece, ${from} to ${to}`, () => {
      const dice = random(from + to);
      const input = Float32Array.from({ length: 6000 }, () => dice.next() * 2 - 1);
      const whole = convert(input, from, to);
      for (const next of [() => dice.integer(1, 700), () => 128, () => 480, () => 882]) {
        expect(firstDifference(convert(input, from, to, next), whole)).to.equal(-1);
      }
    });
  }

  for (const [from, to] of [
    [48000, 24000],
    [44100, 24000],
    [48000, 16000],
    [48000, 8000],
    [24000, 8000],
    [96000, 24000],
  ] as const) {
    it(`lets no tone fold back, ${from} to ${to}`, () => {
      for (let frequency = 0.555 * to; frequency < from / 2; frequency += to / 48) {
        expect(leftover(frequency, from, to)).to.be.below(-100, `${frequency} Hz`);
      }
      expect(leftover((to * 7) / 12, from, to)).to.be.below(-110);
    });
  }

  it('adds no images above the old Nyquist frequency', () => {
    const { residual } = fitTone(9000, 24000, 48000);
    expect(decibels(residual / (0.5 / Math.SQRT2))).to.be.below(-100);
  });

  for (const [from, to] of [
    [48000, 24000],
    [24000, 48000],
    [44100, 24000],
    [24000, 44100],
  ] as const) {
    it(`is flat to 10 kHz, ${from} to ${to}`, () => {
      for (let frequency = 100; frequency <= 10000; frequency += 275) {
        expect(decibels(fitTone(frequency, from, to).amplitude / 0.5)).to.be.within(-0.05, 0.05);
      }
    });

    it(`holds back 1.2 ms at most, ${from} to ${to}`, () => {
      const resampler = new Resampler(hz(from), hz(to));
      const written = resampler.process(new Float32Array(from), new Float32Array(to));
      expect((to - written) / to).to.be.below(0.0012);
      expect(resampler.delayFrames / from).to.be.below(0.0012);
    });
  }

  it('never writes more than it announces', () => {
    const dice = random(7);
    for (const [from, to] of PAIRS) {
      const resampler = new Resampler(hz(from), hz(to));
      const output = new Float32Array(20000);
      for (let i = 0; i < 50; i++) {
        const length = dice.integer(0, 300);
        expect(resampler.process(new Float32Array(length), output)).to.be.at.most(resampler.maxOutput(length));
      }
      expect(resampler.flush(output)).to.be.at.most(resampler.maxOutput(resampler.delayFrames));
    }
  });

  it('starts anew after flush and after reset', () => {
    const tone = sine(440, 48000, 960);
    const once = convert(tone, 48000, 24000);
    const resampler = new Resampler(hz(48000), hz(24000));
    const output = new Float32Array(480);
    for (const restart of [() => resampler.flush(new Float32Array(24)), () => resampler.reset()]) {
      const written = resampler.process(tone, output);
      expect(output.slice(0, written)).to.deep.equal(once.slice(0, written));
      restart();
    }
  });
});
