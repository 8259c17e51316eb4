/**
 * G.711 (ITU-T), the 8-bit formats of telephony: 8000 Hz, mono, one byte per frame, logarithmic steps, to and from 16-bit
 * PCM. Nothing here allocates. Silence is not 0x00, which would be a loud pop.
 */

export const MU_LAW_SILENCE = 0xff;
export const A_LAW_SILENCE = 0xd5;

/** Added to a magnitude so that µ-law segments begin at powers of two (ITU-T G.711). */
const MU_BIAS = 0x84;
const MU_CLIP = 0x7fff - MU_BIAS;

function muLawSample(code: number): number {
  const bits = ~code;
  const magnitude = ((((bits & 15) << 3) + MU_BIAS) << ((bits >> 4) & 7)) - MU_BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

function aLawSample(code: number): number {
  const bits = code ^ 0x55; // every other bit is inverted on the wire
  const segment = (bits >> 4) & 7;
  const step = ((bits & 15) << 4) + 8;
  const magnitude = segment ? (step + 0x100) << (segment - 1) : step;
  return bits & 0x80 ? magnitude : -magnitude;
}

const table = (sample: (code: number) => number): Int16Array => Int16Array.from({ length: 256 }, (_, i) => sample(i));
const muLawTable = /* @__PURE__ */ table(muLawSample);
const aLawTable = /* @__PURE__ */ table(aLawSample);

/** The segment (3 bits) of a 15-bit magnitude. Each segment is twice as wide as the one below; the first two are equal. */
const segmentOf = (magnitude: number): number => Math.max(0, 24 - Math.clz32(magnitude));

function decode(codes: Int16Array, input: Uint8Array, output: Int16Array, count: number): void {
  for (let i = 0; i < count; i++) output[i] = codes[input[i]!]!;
}

/**
 * @param input  µ-law bytes
 * @param output 16-bit PCM, at least `count` long
 */
export function decodeMuLaw(input: Uint8Array, output: Int16Array, count = input.length): void {
  decode(muLawTable, input, output, count);
}

/**
 * @param input  A-law bytes
 * @param output 16-bit PCM, at least `count` long
 */
export function decodeALaw(input: Uint8Array, output: Int16Array, count = input.length): void {
  decode(aLawTable, input, output, count);
}

/**
 * @param input  16-bit PCM
 * @param output µ-law bytes, at least `count` long
 */
export function encodeMuLaw(input: Int16Array, output: Uint8Array, count = input.length): void {
  for (let i = 0; i < count; i++) {
    const sample = input[i]!;
    const magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
    const segment = segmentOf(magnitude);
    output[i] = ~((sample < 0 ? 0x80 : 0) | (segment << 4) | ((magnitude >> (segment + 3)) & 15));
  }
}

/**
 * @param input  16-bit PCM
 * @param output A-law bytes, at least `count` long
 */
export function encodeALaw(input: Int16Array, output: Uint8Array, count = input.length): void {
  for (let i = 0; i < count; i++) {
    const sample = input[i]!;
    const magnitude = sample < 0 ? ~sample : sample;
    const segment = segmentOf(magnitude);
    const step = (magnitude >> (segment ? segment + 3 : 4)) & 15;
    output[i] = ((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ 0x55;
  }
}
