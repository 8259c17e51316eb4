import { expect } from 'chai';
import {
  A_LAW_SILENCE,
  MU_LAW_SILENCE,
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
} from '../../../src/audio/dsp/g711.js';

const CODES = Uint8Array.from({ length: 256 }, (_, i) => i);
const SAMPLES = Int16Array.from({ length: 65536 }, (_, i) => i - 32768);

const laws = [
  {
    name: 'µ-law',
    encode: encodeMuLaw,
    decode: decodeMuLaw,
    silence: MU_LAW_SILENCE,
    // ITU-T G.711, as 16-bit samples: code and value
    known: [
      [0x00, -32124],
      [0x0f, -16764],
      [0x7e, -8],
      [0x7f, 0],
      [0x80, 32124],
      [0x8f, 16764],
      [0xef, 132],
      [0xff, 0],
    ],
  },
  {
    name: 'A-law',
    encode: encodeALaw,
    decode: decodeALaw,
    silence: A_LAW_SILENCE,
    known: [
      [0x00, -5504],
      [0x2a, -32256],
      [0x55, -8],
      [0xd5, 8],
      [0x80, 5504],
      [0xaa, 32256],
      [0xc5, 264],
      [0xf5, 528],
    ],
  },
] as const;

for (const { name, encode, decode, silence, known } of laws) {
  describe(name, () => {
    const values = new Int16Array(256);
    decode(CODES, values);

    for (const [code, value] of known) {
      it(`decodes ${code} to ${value}`, () => {
        expect(values[code]).to.equal(value);
      });
    }

    it('gives every code back as itself', () => {
      const back = new Uint8Array(256);
      encode(values, back);
      const decoded = new Int16Array(256); // by value: µ-law has two zeros
      decode(back, decoded);
      expect(decoded).to.deep.equal(values);
    });

    it('errs by no more than half a step of its segment', () => {
      const codes = new Uint8Array(SAMPLES.length);
      const back = new Int16Array(SAMPLES.length);
      encode(SAMPLES, codes);
      decode(codes, back);
      SAMPLES.forEach((sample, i) => {
        const magnitude = Math.abs(sample);
        const allowed = Math.max(8, (magnitude + 132) / 32, magnitude - 32124);
        expect(Math.abs(back[i]! - sample)).to.be.at.most(allowed, `sample ${sample}`);
      });
    });

    it('encodes silence as silence', () => {
      const codes = new Uint8Array(2);
      encode(new Int16Array(2), codes, 1);
      expect([...codes]).to.deep.equal([silence, 0]);
    });
  });
}
