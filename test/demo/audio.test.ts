import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeInput, encodeOutput } from '../../demo/emulator/audio/formats.js';
import { aLawToLinear, linearToALaw, linearToMuLaw, muLawToLinear } from '../../demo/emulator/audio/g711.js';
import { resample } from '../../demo/emulator/audio/resample.js';
import { decodeWav, encodeWav } from '../../demo/emulator/audio/wav.js';
import { bytesOf, join, strengthAt, tone } from '../helpers/node/emulator-client.js';

const codes = Array.from({ length: 256 }, (_, code) => code);

describe('G.711', () => {
  const known: readonly (readonly [string, (code: number) => number, number, number])[] = [
    ['µ-law', muLawToLinear, 0xff, 0],
    ['µ-law', muLawToLinear, 0x80, 32_124],
    ['µ-law', muLawToLinear, 0x00, -32_124],
    ['A-law', aLawToLinear, 0xd5, 8],
    ['A-law', aLawToLinear, 0x55, -8],
    ['A-law', aLawToLinear, 0xaa, 32_256],
    ['A-law', aLawToLinear, 0x2a, -32_256],
  ];
  for (const [law, decode, code, sample] of known) {
    it(`${law} ${code.toString(16)} is ${sample}`, () => assert.equal(decode(code), sample));
  }

  it('gives every code back', () => {
    // µ-law has two codes for zero, and encoding uses only one of them
    for (const code of codes) {
      assert.equal(linearToMuLaw(muLawToLinear(code)), code === 0x7f ? 0xff : code);
      assert.equal(linearToALaw(aLawToLinear(code)), code);
    }
  });

  it('stays within a sixteenth of every sample', () => {
    for (let sample = -32_768; sample <= 32_767; sample += 17) {
      const allowed = Math.abs(sample) / 16 + 16;
      assert.ok(
        Math.abs(muLawToLinear(linearToMuLaw(sample)) - sample) <= allowed + 400 * Number(Math.abs(sample) > 32_000),
      );
      assert.ok(
        Math.abs(aLawToLinear(linearToALaw(sample)) - sample) <= allowed + 400 * Number(Math.abs(sample) > 32_000),
      );
    }
  });
});

describe('formats', () => {
  const table = [
    ['pcm16', 48],
    ['pcm16_16000hz', 32],
    ['pcm16_8000hz', 16],
    ['g711_ulaw', 8],
    ['g711_alaw', 8],
  ] as const;
  for (const [format, bytesPerMs] of table) {
    it(`${format} has ${bytesPerMs} bytes a millisecond`, () => {
      const encoded = encodeOutput(tone(500), format);
      assert.equal(encoded.bytesPerMs, bytesPerMs);
      assert.equal(encoded.bytes.length, 500 * bytesPerMs);
    });
  }

  it('reads little-endian pcm16, also at odd offsets', () => {
    const bytes = Uint8Array.of(9, 0x34, 0x12, 0xff, 0xff).subarray(1);
    assert.deepEqual([...decodeInput(bytes, 'pcm16')], [0x1234, -1]);
  });

  it('takes the microphone out of a stereo stream', () => {
    assert.deepEqual([...decodeInput(bytesOf(Int16Array.of(1, 100, 2, 200)), 'pcm16', 2)], [1, 2]);
  });

  it('hears the same tone through G.711', () => {
    const encoded = encodeOutput(tone(500), 'g711_alaw').bytes;
    assert.ok(strengthAt(decodeInput(encoded, 'g711_alaw'), 440, 8_000) > 0.28);
  });
});

describe('resample', () => {
  for (const [from, to] of [
    [22_050, 24_000],
    [8_000, 24_000],
    [16_000, 24_000],
    [24_000, 16_000],
    [24_000, 8_000],
  ] as const) {
    it(`keeps a tone from ${from} to ${to} Hz`, () => {
      const output = resample(tone(1000, { rateHz: from }), from, to);
      assert.equal(output.length, to);
      const middle = output.subarray(to / 10, to - to / 10);
      assert.ok(Math.abs(strengthAt(middle, 440, to) - 0.3) < 0.003);
    });
  }

  it('does not fold high tones back', () => {
    const output = resample(tone(1000, { hz: 6_000 }), 24_000, 8_000);
    assert.ok(Math.max(...output.subarray(400, 7600).map(Math.abs)) < 0.01 * 32_768);
  });
});

describe('wav', () => {
  it('reads what it wrote', () => {
    const audio = { pcm: join(tone(10), tone(10, { hz: 880 })), rateHz: 24_000 };
    assert.deepEqual(decodeWav(encodeWav(audio)), audio);
  });

  it('ignores the sizes in a header, which are wrong when the file was written to a pipe', () => {
    const file = encodeWav({ pcm: tone(10), rateHz: 22_050 });
    file.writeUInt32LE(0x7ffff000, 40);
    assert.equal(decodeWav(file).pcm.length, 240);
  });
});
