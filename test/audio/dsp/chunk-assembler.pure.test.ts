import { expect } from 'chai';
import { ChunkAssembler } from '../../../src/audio/dsp/chunk-assembler.js';
import { random } from '../../helpers/pure/random.js';

interface Chunk {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly sequence: number;
}

function assemble(chunkFrames: number, buffers: number) {
  const chunks: Chunk[] = [];
  const assembler = new ChunkAssembler(chunkFrames, buffers, (samples, sequence) => chunks.push({ samples, sequence }));
  return { assembler, chunks };
}

/** Samples that count up, so that each tells where it was. */
const ramp = (from: number, length: number): Float32Array => Float32Array.from({ length }, (_, i) => from + i);

describe('ChunkAssembler', () => {
  for (const [chunkFrames, quantum] of [
    [960, 128],
    [882, 128],
    [160, 128],
    [480, 2048],
  ] as const) {
    it(`cuts quanta of ${quantum} into chunks of ${chunkFrames} without losing a frame`, () => {
      const { assembler, chunks } = assemble(chunkFrames, 200);
      for (let at = 0; at < 20 * quantum; at += quantum) assembler.push(ramp(at, quantum));
      const whole = Math.floor((20 * quantum) / chunkFrames);
      expect(chunks.map(({ sequence }) => sequence)).to.deep.equal(Array.from({ length: whole }, (_, i) => i));
      chunks.forEach(({ samples }, i) => expect(samples).to.deep.equal(ramp(i * chunkFrames, chunkFrames)));
    });
  }

  it('keeps a second channel frame by frame beside the first, behind it in the chunk', () => {
    const chunks: Float32Array[] = [];
    const assembler = new ChunkAssembler(50, 30, (samples) => chunks.push(samples), 2);
    for (let at = 0; at < 1280; at += 128) assembler.push(ramp(at, 128), ramp(at + 10_000, 128));
    expect(chunks).to.have.length(25);
    chunks.forEach((samples, i) => {
      expect(samples.subarray(0, 50)).to.deep.equal(ramp(i * 50, 50));
      expect(samples.subarray(50)).to.deep.equal(ramp(10_000 + i * 50, 50));
    });
  });

  it('takes the buffers of two channels back', () => {
    const chunks: Float32Array<ArrayBuffer>[] = [];
    const assembler = new ChunkAssembler(4, 1, (samples) => chunks.push(samples), 2);
    for (let i = 0; i < 3; i++) {
      assembler.push(ramp(0, 4), ramp(0, 4));
      assembler.recycle(chunks.at(-1)!);
    }
    expect(chunks).to.have.length(3);
  });

  it('loses the newest chunk while every buffer is away, and shows it by its number', () => {
    const { assembler, chunks } = assemble(4, 2);
    assembler.push(ramp(0, 12));
    assembler.recycle(chunks[0]!.samples);
    assembler.push(ramp(12, 8));
    expect(chunks.map(({ sequence }) => sequence)).to.deep.equal([0, 1, 3]);
    expect([...chunks[2]!.samples]).to.deep.equal([12, 13, 14, 15]);
  });

  it('does not begin a chunk in its middle', () => {
    const { assembler, chunks } = assemble(4, 1);
    assembler.push(ramp(0, 6));
    assembler.recycle(chunks[0]!.samples);
    assembler.push(ramp(6, 6));
    expect(chunks.map(({ sequence, samples }) => [sequence, samples[0]])).to.deep.equal([
      [0, 8],
      [2, 8],
    ]);
  });

  it('takes no buffer that is not its own', () => {
    const { assembler, chunks } = assemble(4, 0);
    assembler.recycle(new Float32Array(3));
    assembler.push(ramp(0, 4));
    expect(chunks).to.be.empty;
  });

  it('never hands out a buffer that is away', () => {
    const dice = random(3);
    const away = new Set<Float32Array<ArrayBuffer>>();
    const assembler = new ChunkAssembler(50, 5, (samples) => {
      expect(away.has(samples)).to.be.false;
      away.add(samples);
    });
    for (let i = 0; i < 2000; i++) {
      assembler.push(new Float32Array(dice.integer(1, 128)));
      for (const samples of away) {
        if (dice.next() < 0.3 && away.delete(samples)) assembler.recycle(samples);
      }
    }
  });
});
