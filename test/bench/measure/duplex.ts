/** The engine's work for speech in both directions, without the waiting, to measure its cost. */
import { floatToPcm16, pcm16ToFloat } from '../../../src/audio/dsp/pcm16.js';
import { Resampler } from '../../../src/audio/dsp/resampler.js';
import { hz } from '../../../src/audio/dsp/units.js';
import type { ChunkMessage, PlayMessage } from '../../../src/audio/worklets/worklet-messages.js';
import { Downlink } from '../../../src/worker/media/downlink.js';
import { Uplink } from '../../../src/worker/media/uplink.js';
import { parseServerEvent } from '../../../src/worker/protocol/parse-server-event.js';
import { deltaOf, type Codec } from './codecs.js';
import { LinearResampler } from './linear.js';

const RATE = 48_000;
const WIRE_RATE = 24_000;
const CHUNKS_PER_S = 50;

/** Processes one chunk of 20 ms in each direction. */
export type Duplex = () => void;

export const microphoneChunk = (): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: RATE / CHUNKS_PER_S }, (_, i) => 0.3 * Math.sin(i / 9) + 0.1 * Math.sin(i / 2.3));

const speech = (): string =>
  deltaOf(Int16Array.from({ length: WIRE_RATE / CHUNKS_PER_S }, (_, i) => 8000 * Math.sin(i / 7)));

/** The port of a worklet that returns every buffer and plays at once. */
interface FakePort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}
const asPort = (port: FakePort): MessagePort => port as unknown as MessagePort;
const nothing = (): void => undefined;

/** The product's own uplink and downlink. */
export function ours(): Duplex {
  const uplink = new Uplink(nothing);
  const microphone: FakePort = { onmessage: null, postMessage: nothing, close: nothing };
  uplink.attach({ port: asPort(microphone), sampleRate: RATE });
  uplink.open('pcm16', WIRE_RATE);
  let played = 0;
  const downlink = new Downlink(nothing);
  const speaker: FakePort = {
    onmessage: null,
    postMessage(message) {
      const { kind, samples, frames, item } = message as PlayMessage;
      if (kind !== 'play') return;
      played += frames;
      this.onmessage!({ data: { kind: 'recycle', samples } });
      this.onmessage!({ data: { kind: 'progress', item, played, buffered: 0 } });
    },
    close: nothing,
  };
  downlink.attach({ port: asPort(speaker), sampleRate: RATE }, 0);
  const samples = microphoneChunk();
  const text = speech();
  let sequence = 0;
  return () => {
    const chunk: ChunkMessage = { kind: 'chunk', samples, level: 0.3, peak: 0.3, sequence: sequence++, capturedAt: 0 };
    microphone.onmessage!({ data: chunk });
    const parsed = parseServerEvent(text);
    if (parsed.kind === 'event' && parsed.event.type === 'response.audio.delta') {
      downlink.play(parsed.event.item_id, parsed.event.delta);
    }
  };
}

interface Converter {
  process(input: Float32Array, output: Float32Array): number;
}

/** The same chunks by another codec and other resamplers. */
export function by(codec: Codec, down: Converter, up: Converter): Duplex {
  const samples = microphoneChunk();
  const text = speech();
  const wire = new Float32Array(WIRE_RATE / CHUNKS_PER_S + 8);
  const output = new Float32Array(RATE / CHUNKS_PER_S + 8);
  return () => {
    const count = down.process(samples, wire);
    const pcm = new Int16Array(count);
    floatToPcm16(wire, pcm, count);
    codec.append(pcm);
    const heard = codec.delta(text);
    const floats = new Float32Array(heard.length);
    pcm16ToFloat(heard, floats);
    up.process(floats, output);
  };
}

export const linear = (): [Converter, Converter] => [
  new LinearResampler(RATE, WIRE_RATE),
  new LinearResampler(WIRE_RATE, RATE),
];
export const filtered = (): [Converter, Converter] => [
  new Resampler(hz(RATE), hz(WIRE_RATE)),
  new Resampler(hz(WIRE_RATE), hz(RATE)),
];
/** Converts nothing, so that only the cost of the wire is left. */
export const none = (): [Converter, Converter] => {
  const copy = { process: (input: Float32Array) => input.length >> 1 };
  return [copy, copy];
};
