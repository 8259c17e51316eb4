import { expect } from 'chai';
import { floatToPcm16, pcm16ToFloat } from '../../../src/audio/dsp/pcm16.js';

describe('pcm16', () => {
  it('gives every 16-bit sample back as itself', () => {
    const all = Int16Array.from({ length: 65536 }, (_, i) => i - 32768);
    const floats = new Float32Array(all.length);
    const back = new Int16Array(all.length);
    pcm16ToFloat(all, floats);
    floatToPcm16(floats, back);
    expect(back).to.deep.equal(all);
  });

  for (const [sample, code] of [
    [0, 0],
    [1, 32767],
    [-1, -32768],
    [1.5, 32767],
    [-1.5, -32768],
    [0.5, 16384],
    [0.6 / 32768, 1],
    [0.4 / 32768, 0],
    [-0.6 / 32768, -1],
    [NaN, 0],
    [Infinity, 32767],
  ] as const) {
    it(`makes ${code} of ${sample}`, () => {
      const output = new Int16Array(1);
      floatToPcm16(Float32Array.of(sample), output);
      expect(output[0]).to.equal(code);
    });
  }

  it('puts a channel where it belongs in each frame, and leaves the others alone', () => {
    const output = Int16Array.of(1, 2, 3, 4, 5, 6);
    floatToPcm16(Float32Array.of(0.5, -0.5, 9), output, 2, 1, 2);
    expect([...output]).to.deep.equal([1, 16384, 3, -16384, 5, 6]);
  });

  it('converts as many frames as it is told', () => {
    const output = new Int16Array(3);
    floatToPcm16(Float32Array.of(0.5, 0.5, 0.5), output, 2);
    expect([...output]).to.deep.equal([16384, 16384, 0]);
    const floats = new Float32Array(3);
    pcm16ToFloat(Int16Array.of(16384, 16384, 16384), floats, 1);
    expect([...floats]).to.deep.equal([0.5, 0, 0]);
  });
});
