import { expect } from 'chai';
import { SpeechOnset } from '../../../src/audio/dsp/speech-onset.js';
import { random } from '../../helpers/pure/random.js';

/** So many levels around one loudness; `spread` 0.2: up to 20 % more or less. */
const levels = (count: number, level: number, spread = 0.2, seed = 1): number[] => {
  const { next } = random(seed);
  return Array.from({ length: count }, () => level * (1 + spread * (2 * next() - 1)));
};
/** The chunks at which an onset was told. */
function onsets(onset: SpeechOnset, ...parts: readonly (readonly number[])[]): number[] {
  return parts.flat().flatMap((level, i) => (onset.push(level) ? [i] : []));
}
const SILENCE = levels(50, 0.0005);
/** Syllables: 160 ms loud, 60 ms soft. */
const SPEECH = Array.from({ length: 20 }, () => [...levels(8, 0.12), ...levels(3, 0.02)]).flat();

describe('SpeechOnset', () => {
  it('tells speech in a quiet room at its second chunk, once', () => {
    expect(onsets(new SpeechOnset(), SILENCE, SPEECH)).to.deep.equal([51]);
  });

  it('tells it again after a pause', () => {
    expect(onsets(new SpeechOnset(), SILENCE, SPEECH, levels(25, 0.001), SPEECH)).to.have.length(2);
  });

  for (const noise of [0, 0.001, 0.01, 0.03, 0.1]) {
    it(`does not take steady noise of RMS ${noise} for speech`, () => {
      expect(onsets(new SpeechOnset(), levels(1000, noise, 0.5))).to.be.empty;
    });
  }

  it('tells speech that stands out of noise', () => {
    expect(onsets(new SpeechOnset(), levels(500, 0.01, 0.5), levels(20, 0.12))).to.deep.equal([501]);
  });

  it('knows a noisy room within half a second', () => {
    expect(onsets(new SpeechOnset(), levels(25, 0.03, 0.5), levels(20, 0.3))).to.deep.equal([26]);
  });

  it('does not take a click for speech', () => {
    const click = [...levels(12, 0.001), 0.5];
    expect(onsets(new SpeechOnset(), SILENCE, ...Array.from({ length: 20 }, () => click))).to.be.empty;
  });

  it('does not take what is softer than -34 dB for speech', () => {
    expect(onsets(new SpeechOnset(), SILENCE, levels(100, 0.015))).to.be.empty;
  });

  it('grows used to a noise that stays, and then hears speech above it', () => {
    const found = onsets(new SpeechOnset(), SILENCE, levels(1500, 0.03), levels(20, 0.3));
    expect(found).to.deep.equal([51, 1551]);
  });
});
