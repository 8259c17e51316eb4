/** The audio formats of the wire: bytes to 16-bit samples and back. It knows neither base64 nor rates of devices. */
import { hz, type Hz } from '../../audio/dsp/units.js';

export interface WireFormat {
  readonly rate: Hz;
  /** The bytes of one sample. */
  readonly width: 1 | 2;
  /** Samples from the bytes of the wire. An incomplete last sample is left out. */
  decode(bytes: Uint8Array<ArrayBuffer>): Int16Array;
  /** The bytes may share memory with `samples`. */
  encode(samples: Int16Array<ArrayBuffer>): Uint8Array;
}

const pcm16 = (rate: number): WireFormat => ({
  rate: hz(rate),
  width: 2,
  decode: (bytes) => new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1),
  encode: (samples) => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
});

/** Formats beside pcm16, by their names on the wire: those of the later part. */
export const moreFormats = new Map<string | undefined, WireFormat>();

/** The rates of sessions that are not the usual 24000. No other is believed: it may be none at all, such as -1. */
export const OTHER_RATES: readonly unknown[] = [8000, 16_000];

/** The format that `input_audio_format` or `output_audio_format` names. `rate`: `input_audio_sampling_rate`, used by pcm16 only. */
export function wireFormat(name: string | undefined, rate?: number): WireFormat {
  // The service echoes null for a format that was not set.
  return (
    moreFormats.get(name) ??
    pcm16(Number(/^pcm16_((?:8|16)000)hz$/.exec(name!)?.[1]) || (OTHER_RATES.includes(rate) ? rate! : 24_000))
  );
}

/**
 * Makes a decoder for audio that comes in pieces. A relay may cut inside a sample: the bytes of an incomplete sample wait for
 * the next piece.
 */
export function pieceDecoder({ width, decode }: WireFormat): WireFormat['decode'] {
  let rest = new Uint8Array(0);
  return (piece) => {
    let bytes = piece;
    if (rest.length) {
      bytes = new Uint8Array(rest.length + piece.length);
      bytes.set(rest);
      bytes.set(piece, rest.length);
    }
    const whole = bytes.length - (bytes.length % width);
    rest = bytes.slice(whole);
    return decode(bytes.subarray(0, whole));
  };
}
