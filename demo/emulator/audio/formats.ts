/** The audio formats of the wire, for both directions. It knows no session. */
import { aLawToLinear, linearToALaw, linearToMuLaw, muLawToLinear } from './g711.js';
import { resample } from './resample.js';

export type InputAudioFormat = 'pcm16' | 'g711_ulaw' | 'g711_alaw';
export type OutputAudioFormat = InputAudioFormat | 'pcm16_16000hz' | 'pcm16_8000hz';

/** The rate of all speech before it is encoded for the wire. */
export const SPEECH_RATE_HZ = 24_000;

interface Encoding {
  readonly rateHz: number;
  readonly bytesPerSample: 1 | 2;
  readonly encode: (samples: Int16Array) => Uint8Array;
}

const littleEndian = (samples: Int16Array): Uint8Array =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength).slice();
const perSample =
  (encode: (sample: number) => number) =>
  (samples: Int16Array): Uint8Array =>
    Uint8Array.from(samples, encode);

const encodings: Readonly<Record<OutputAudioFormat, Encoding>> = {
  pcm16: { rateHz: 24_000, bytesPerSample: 2, encode: littleEndian },
  pcm16_16000hz: { rateHz: 16_000, bytesPerSample: 2, encode: littleEndian },
  pcm16_8000hz: { rateHz: 8_000, bytesPerSample: 2, encode: littleEndian },
  g711_ulaw: { rateHz: 8_000, bytesPerSample: 1, encode: perSample(linearToMuLaw) },
  g711_alaw: { rateHz: 8_000, bytesPerSample: 1, encode: perSample(linearToALaw) },
};

export interface EncodedAudio {
  readonly bytes: Uint8Array;
  readonly bytesPerMs: number;
}

/** Encodes 24 kHz mono for the wire. */
export function encodeOutput(samples: Int16Array, format: OutputAudioFormat): EncodedAudio {
  const { rateHz, bytesPerSample, encode } = encodings[format];
  return {
    bytes: encode(resample(samples, SPEECH_RATE_HZ, rateHz)),
    bytesPerMs: (rateHz * bytesPerSample) / 1000,
  };
}

/**
 * Decodes appended bytes to mono at the session's input rate.
 * @param channels 2 means interleaved microphone and echo reference
 * @param channel which of them: 0 the microphone, 1 the reference
 */
export function decodeInput(
  bytes: Uint8Array,
  format: InputAudioFormat,
  channels: 1 | 2 = 1,
  channel: 0 | 1 = 0,
): Int16Array {
  if (format === 'g711_ulaw') return Int16Array.from(bytes, muLawToLinear);
  if (format === 'g711_alaw') return Int16Array.from(bytes, aLawToLinear);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stride = 2 * channels;
  return Int16Array.from({ length: Math.floor(bytes.byteLength / stride) }, (_, i) =>
    view.getInt16(i * stride + 2 * channel, true),
  );
}
