import { expect } from 'chai';
import { later } from '../../../src/worker/later/later.js';
import { moreFormats, wireFormat } from '../../../src/worker/media/wire-audio.js';

for (const [name, format] of later.formats) moreFormats.set(name, format);

describe('a wire format', () => {
  const rates: readonly (readonly [string | null | undefined, number | null | undefined, number])[] = [
    [undefined, undefined, 24000],
    [null, null, 24000],
    ['pcm16', undefined, 24000],
    ['pcm16', null, 24000],
    ['pcm16', 0, 24000],
    ['pcm16', 16000, 16000],
    ['pcm16', 8000, 8000],
    ['pcm16_16000hz', undefined, 16000],
    ['pcm16_8000hz', undefined, 8000],
    ['g711_ulaw', undefined, 8000],
    ['g711_alaw', 24000, 8000],
    ['something_new', undefined, 24000],
    ['pcm16', -1, 24000],
    ['pcm16', NaN, 24000],
    ['pcm16', 1e9, 24000],
  ];
  for (const [name, rate, expected] of rates) {
    it(`named ${name}, told ${rate} Hz, has ${expected} Hz`, () => {
      expect(wireFormat(name as string | undefined, rate as number | undefined).rate).to.equal(expected);
    });
  }

  it('is little-endian 16 bit where it is PCM', () => {
    const format = wireFormat('pcm16');
    expect([...format.encode(Int16Array.of(1, -2, 0x1234))]).to.deep.equal([1, 0, 0xfe, 0xff, 0x34, 0x12]);
    expect([...format.decode(Uint8Array.of(1, 0, 0xfe, 0xff, 0x34, 0x12))]).to.deep.equal([1, -2, 0x1234]);
  });

  it('leaves half a sample out', () => {
    expect([...wireFormat('pcm16').decode(Uint8Array.of(1, 0, 7))]).to.deep.equal([1]);
  });

  it('encodes a part of longer memory as that part', () => {
    const part = Int16Array.of(5, 6, 7).subarray(1, 2);
    expect([...wireFormat('pcm16').encode(part)]).to.deep.equal([6, 0]);
  });

  for (const [name, silence] of [
    ['g711_ulaw', 0xff],
    ['g711_alaw', 0xd5],
  ] as const) {
    it(`has one byte a sample where it is ${name}`, () => {
      const format = wireFormat(name);
      expect([...format.encode(new Int16Array(3))]).to.deep.equal([silence, silence, silence]);
      expect(format.decode(Uint8Array.of(silence, silence))).to.have.length(2);
    });
  }
});
