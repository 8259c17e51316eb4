/** The audio formats of the telephone: 8 kHz, one byte a sample. */
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from '../../audio/dsp/g711.js';
import { hz } from '../../audio/dsp/units.js';
import type { WireFormat } from '../media/wire-audio.js';

const g711 = (
  decode: (input: Uint8Array, output: Int16Array) => void,
  encode: (input: Int16Array, output: Uint8Array) => void,
): WireFormat => ({
  rate: hz(8000),
  width: 1,
  decode(bytes) {
    const samples = new Int16Array(bytes.length);
    decode(bytes, samples);
    return samples;
  },
  encode(samples) {
    const bytes = new Uint8Array(samples.length);
    encode(samples, bytes);
    return bytes;
  },
});

export const G711 = [
  ['g711_ulaw', g711(decodeMuLaw, encodeMuLaw)],
  ['g711_alaw', g711(decodeALaw, encodeALaw)],
] as const;
