import { later } from '../../../src/worker/later/later.js';
import { expect } from '@open-wc/testing';
import { until } from '../../helpers/page/live-agent.js';
import { decodeBase64 } from '../../../src/worker/media/base64.js';
import { Uplink } from '../../../src/worker/media/uplink.js';
import { moreFormats, wireFormat } from '../../../src/worker/media/wire-audio.js';
import { fitSine, sine } from '../../helpers/pure/signal.js';
import type { ChunkMessage, RecycleMessage } from '../../../src/audio/worklets/worklet-messages.js';

for (const [name, format] of later.formats) moreFormats.set(name, format);

const RATE = 48_000;
const CHUNK = 960;

/** Simulates the worklet at the other end of a real channel, and records what is sent. */
function setUp(sampleRate = RATE) {
  const frames: string[] = [];
  const uplink = new Uplink((frame) => frames.push(frame));
  let port: MessagePort;
  let home: Float32Array[];
  let sequence: number;
  let said: number;
  const attach = () => {
    const { port1, port2 } = new MessageChannel();
    const returned: Float32Array[] = (home = []);
    port2.onmessage = ({ data }: MessageEvent<RecycleMessage>) => returned.push(data.samples);
    uplink.attach({ port: port1, sampleRate });
    port = port2;
    sequence = said = 0;
  };
  attach();
  const samples = (samples: Float32Array<ArrayBuffer>, level = 0.5): void => {
    const message: ChunkMessage = { kind: 'chunk', samples, level, peak: level, sequence: sequence++, capturedAt: 0 };
    port.postMessage(message, [samples.buffer]);
    said++;
  };
  return {
    uplink,
    frames,
    home: () => home,
    /** Another microphone. */
    attach,
    samples,
    chunk: (value: number, level = 0.5, length = CHUNK) => samples(new Float32Array(length).fill(value), level),
    /** Chunks for which the worklet had no buffer. */
    lose: (count: number) => (sequence += count),
    /** Waits until every chunk has arrived and its buffer is returned. */
    async settle() {
      for (let i = 0; i < 1000 && home.length < said; i++) await new Promise((resolve) => setTimeout(resolve));
      expect(home.length).to.equal(said);
    },
  };
}

const samplesOf = (frame: string, format = wireFormat('pcm16')): Int16Array => {
  const { type, audio } = JSON.parse(frame) as { readonly type: string; readonly audio: string };
  expect(type).to.equal('input_audio_buffer.append');
  return format.decode(decodeBase64(audio)!);
};
/** The loudness in the middle of a frame, which tells the chunk. */
const valueOf = (frame: string): number => {
  const samples = samplesOf(frame);
  return Math.round((samples[samples.length >> 1]! / 0x7fff) * 1000);
};

describe('the uplink', () => {
  it('sends one frame of JSON a chunk, and the buffer back home', async () => {
    const { uplink, frames, home, chunk, settle } = setUp();
    uplink.open('pcm16', 24000);
    for (let i = 0; i < 5; i++) chunk(0.25);
    await settle();
    expect(frames).to.have.length(5);
    expect(valueOf(frames[3]!)).to.equal(250);
    expect(home().map(({ length }) => length)).to.deep.equal([CHUNK, CHUNK, CHUNK, CHUNK, CHUNK]);
    expect(uplink.takeFigures().droppedChunks).to.equal(0);
  });

  for (const [sampleRate, frames] of [
    [48_000, 960],
    [44_100, 882],
    [24_000, 480],
    [16_000, 320],
  ] as const) {
    it(`sends all of a stream of ${sampleRate} Hz but what is held back, less than a chunk`, async () => {
      const line = setUp(sampleRate);
      line.uplink.open('pcm16', 24000);
      for (let i = 0; i < 50; i++) line.chunk(0.1, 0.5, frames);
      await line.settle();
      const total = line.frames.reduce((sum, frame) => sum + samplesOf(frame).length, 0);
      expect(total).to.be.within(24_000 - 480, 24_000);
    });
  }

  it('sends what the session asks for', async () => {
    const { uplink, frames, chunk, settle } = setUp();
    uplink.open('g711_ulaw', undefined);
    for (let i = 0; i < 10; i++) chunk(0);
    await settle();
    const last = samplesOf(frames.at(-1)!, wireFormat('g711_ulaw'));
    expect(last.length).to.equal(160);
    expect(last.every((sample) => sample === 0)).to.be.true;
  });

  describe('in a session of two channels', () => {
    const HZ = 440;
    const CHUNKS = 50;

    /** A sine on the microphone and, a known number of frames earlier, on the reference. */
    async function stereo(sampleRate: number, leadFrames: number, rate?: number): Promise<Float32Array[]> {
      const frames = sampleRate / 50;
      const tone = sine(HZ, sampleRate, frames * CHUNKS + leadFrames);
      const { uplink, frames: sent, samples, settle } = setUp(sampleRate);
      uplink.open('pcm16', rate, 2);
      for (let i = 0; i < CHUNKS; i++) {
        const chunk = new Float32Array(2 * frames);
        chunk.set(tone.subarray(i * frames, (i + 1) * frames));
        chunk.set(tone.subarray(i * frames + leadFrames, (i + 1) * frames + leadFrames), frames);
        samples(chunk);
      }
      await settle();
      const pcm = sent.flatMap((frame) => [...samplesOf(frame)]);
      return [0, 1].map((channel) => Float32Array.from(pcm.filter((_, i) => i % 2 === channel)));
    }

    for (const [sampleRate, rate] of [
      [48_000, 24_000],
      [44_100, 24_000],
      [44_100, 16_000],
      [24_000, 24_000],
    ] as const) {
      it(`sends both of ${sampleRate} Hz at ${rate} Hz in step, frame by frame`, async () => {
        const lead = 30;
        const [microphone, reference] = await stereo(sampleRate, lead, rate);
        expect(microphone!.length).to.equal(reference!.length);
        expect(microphone!.length).to.be.greaterThan(rate * 0.97);
        const [mic, ref] = [microphone, reference].map((channel) => fitSine(channel!, HZ, rate, 1000, rate * 0.9));
        for (const { amplitude, residual } of [mic!, ref!]) {
          expect(amplitude).to.be.closeTo(0.5 * 0x8000, 20);
          expect(residual).to.be.below(3);
        }
        const ahead = (ref!.phase - mic!.phase) / (2 * Math.PI) + 1; // in periods; one is added so that the value is positive
        expect(((ahead % 1) / HZ) * sampleRate).to.be.closeTo(lead, 0.05);
      });
    }

    it('leaves the reference silent when the microphone brings none', async () => {
      const { uplink, frames, chunk, settle } = setUp();
      uplink.open('pcm16', 24000, 2);
      for (let i = 0; i < 5; i++) chunk(0.25);
      await settle();
      const pcm = samplesOf(frames.at(-1)!);
      expect(pcm.length).to.equal(960);
      expect(pcm.every((sample, i) => (i % 2 ? sample === 0 : Math.abs(sample - 0x2000) < 9))).to.be.true;
    });

    it('keeps both of the first words', async () => {
      const { uplink, frames, samples, settle } = setUp();
      for (let i = 0; i < 5; i++) samples(new Float32Array(2 * CHUNK).fill(0.25, CHUNK));
      await settle();
      uplink.open('pcm16', 24000, 2);
      const pcm = samplesOf(frames.at(-1)!);
      expect(pcm.every((sample, i) => (i % 2 ? Math.abs(sample - 0x2000) < 9 : sample === 0))).to.be.true;
    });
  });

  it('takes the microphone alone in a session of one channel', async () => {
    const { uplink, frames, samples, settle } = setUp();
    uplink.open('pcm16', 24000);
    for (let i = 0; i < 5; i++) samples(new Float32Array(2 * CHUNK).fill(0.25, CHUNK));
    await settle();
    expect(samplesOf(frames.at(-1)!).length).to.equal(480);
    expect(samplesOf(frames.at(-1)!).every((sample) => sample === 0)).to.be.true;
  });

  it('keeps the first words of a visitor who speaks before the session is ready', async () => {
    const { uplink, frames, chunk, settle } = setUp();
    for (let i = 1; i <= 100; i++) chunk(i / 1000, 0.5);
    await settle();
    expect(frames).to.be.empty;
    uplink.open('pcm16', 24000);
    await until('all is sent', () => frames.length >= 100);
    expect(valueOf(frames[0]!)).to.equal(1);
    expect(valueOf(frames[99]!)).to.equal(100);
    chunk(0.2);
    await settle();
    expect(valueOf(frames[100]!)).to.equal(200);
    expect(uplink.takeFigures().droppedChunks).to.equal(0);
  });

  it('keeps of silence no more than the onset of a word needs', async () => {
    const { uplink, frames, chunk, settle } = setUp();
    for (let i = 1; i <= 100; i++) chunk(i / 1000, 0.001);
    await settle();
    uplink.open('pcm16', 24000);
    await until('all is sent', () => frames.length >= 15);
    expect(frames.map(valueOf)).to.deep.equal(Array.from({ length: 15 }, (_, i) => 86 + i));
    expect(uplink.takeFigures().droppedChunks).to.equal(0);
  });

  it('keeps the lead-in of the first word and all that follows it', async () => {
    const { uplink, frames, chunk, settle } = setUp();
    for (let i = 1; i <= 40; i++) chunk(i / 1000, 0.001);
    chunk(0.041, 0.3);
    for (let i = 42; i <= 80; i++) chunk(i / 1000, 0.001);
    await settle();
    uplink.open('pcm16', 24000);
    await until('all is sent', () => frames.length >= 55);
    expect([valueOf(frames[0]!), frames.length]).to.deep.equal([26, 55]);
  });

  it('keeps no more than thirty seconds, and counts what it lost', async () => {
    const { uplink, frames, chunk, settle } = setUp();
    for (let i = 1; i <= 1520; i++) chunk(i / 10_000, 0.5);
    await settle();
    uplink.open('pcm16', 24000);
    await until('all is sent', () => frames.length >= 1500);
    expect([frames.length, uplink.takeFigures().droppedChunks]).to.deep.equal([1500, 20]);
  });

  it('counts the chunks the worklet had no buffer for', async () => {
    const { uplink, chunk, settle, lose } = setUp();
    uplink.open('pcm16', 24000);
    chunk(0.1);
    lose(3);
    chunk(0.1);
    lose(1);
    chunk(0.1);
    await settle();
    expect(uplink.takeFigures().droppedChunks).to.equal(4);
  });

  it('holds what is said between two sessions', async () => {
    const { uplink, frames, chunk, settle } = setUp();
    uplink.open('pcm16', 24000);
    chunk(0.1);
    await settle();
    uplink.hold();
    chunk(0.2);
    chunk(0.3);
    await settle();
    expect(frames).to.have.length(1);
    uplink.open('pcm16', 24000);
    expect(frames.slice(1).map(valueOf)).to.deep.equal([200, 300]);
  });

  it('forgets what a microphone said that is gone, and takes a new one', async () => {
    const { uplink, frames, chunk, settle, attach } = setUp();
    chunk(0.1);
    await settle();
    uplink.detach();
    attach();
    chunk(0.2);
    await settle();
    uplink.open('pcm16', 24000);
    await until('all is sent', () => frames.length > 0);
    expect(frames.map(valueOf)).to.deep.equal([200]);
    expect(uplink.takeFigures().droppedChunks).to.equal(0);
  });

  it('may be opened before there is a microphone', async () => {
    const frames: string[] = [];
    const uplink = new Uplink((frame) => frames.push(frame));
    uplink.open('pcm16', 24000);
    const { port1, port2 } = new MessageChannel();
    uplink.attach({ port: port1, sampleRate: RATE });
    const samples = new Float32Array(CHUNK).fill(0.5);
    port2.postMessage({
      kind: 'chunk',
      samples,
      level: 0.5,
      peak: 0.5,
      sequence: 0,
      capturedAt: 0,
    } satisfies ChunkMessage);
    await new Promise((resolve) => (port2.onmessage = resolve));
    expect(frames).to.have.length(1);
  });
});
