import { expect } from '@open-wc/testing';
import { ChunkAssembler } from '../../../src/audio/dsp/chunk-assembler.js';
import { Uplink } from '../../../src/worker/media/uplink.js';
import type { ChunkMessage, RecycleMessage } from '../../../src/audio/worklets/worklet-messages.js';

const RATE = 48_000;
const CHUNK = 960;
const POOL = 32;

/** Simulates a capture worklet at the other end of a real channel, with chunks of a given loudness. */
function setUp(waitingBytes = () => 0) {
  const frames: string[] = [];
  const ducks: boolean[] = [];
  const uplink = new Uplink(
    (frame) => frames.push(frame),
    (on) => ducks.push(on),
    waitingBytes,
  );
  const { port1, port2 } = new MessageChannel();
  uplink.attach({ port: port1, sampleRate: RATE });
  uplink.open('pcm16', 24000);
  ducks.length = 0; // a new microphone has no ducking yet
  let level = 0;
  let delayMs = 0;
  let away = 0;
  const assembler = new ChunkAssembler(CHUNK, POOL, (samples, sequence) => {
    away++;
    const capturedAt = Date.now() - delayMs;
    const message: ChunkMessage = { kind: 'chunk', samples, level, peak: level, sequence, capturedAt };
    port2.postMessage(message, [samples.buffer]);
  });
  port2.onmessage = ({ data }: MessageEvent<RecycleMessage>) => {
    away--;
    assembler.recycle(data.samples);
  };
  const quantum = new Float32Array(CHUNK);
  /** Sends chunks one after the other without waiting for the uplink. */
  const stall = (chunks: number, loud = 0): void => {
    level = loud;
    for (let i = 0; i < chunks; i++) assembler.push(quantum.fill(loud));
  };
  const home = async (): Promise<void> => {
    while (away > 0) await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    uplink,
    frames,
    ducks,
    stall,
    home,
    /** Sends chunks, each after the uplink has taken the one before. */
    async say(chunks: number, loud: number): Promise<void> {
      for (let i = 0; i < chunks; i++) {
        stall(1, loud);
        await home();
      }
    },
    late: (ms: number) => (delayMs = ms),
  };
}

describe('the uplink, when somebody begins to speak,', () => {
  it('ducks at the second loud chunk, and comes back 300 ms later', async () => {
    const { ducks, say } = setUp();
    await say(20, 0.001);
    await say(1, 0.3);
    expect(ducks).to.be.empty;
    await say(1, 0.3);
    expect(ducks).to.deep.equal([true]);
    await say(14, 0.3);
    expect(ducks).to.deep.equal([true]);
    await say(1, 0.3);
    expect(ducks).to.deep.equal([true, false]);
  });

  it('ducks once for a sentence, and again after a pause', async () => {
    const { ducks, say } = setUp();
    await say(20, 0.001);
    for (let i = 0; i < 8; i++) {
      await say(8, 0.2);
      await say(3, 0.01);
    }
    expect(ducks).to.deep.equal([true, false]);
    await say(20, 0.001);
    await say(5, 0.3);
    expect(ducks).to.deep.equal([true, false, true]);
  });

  it('leaves it at noise', async () => {
    const { ducks, say } = setUp();
    for (let i = 0; i < 60; i++) await say(1, 0.02 + 0.02 * (i % 3));
    expect(ducks).to.be.empty;
  });

  it('comes back when the microphone goes', async () => {
    const { uplink, ducks, say } = setUp();
    await say(20, 0.001);
    await say(3, 0.3);
    uplink.detach();
    expect(ducks).to.deep.equal([true, false]);
  });
});

describe('the figures of the uplink', () => {
  it('tell the chunks that were lost while the worker stalled; the others waited, in bounded memory', async () => {
    const { uplink, frames, stall, home, say } = setUp();
    await say(5, 0.1);
    stall(50, 0.1);
    await home();
    await say(1, 0.1);
    expect(frames).to.have.length(5 + POOL + 1);
    expect(uplink.takeFigures().droppedChunks).to.equal(50 - POOL);
    await say(5, 0.1);
    expect(uplink.takeFigures().droppedChunks).to.equal(0);
  });

  it('tell how late speech left at worst, and what waited in the socket before it', async () => {
    let waitingBytes = 0;
    const { uplink, frames, say, late } = setUp(() => waitingBytes);
    const { now } = Date;
    Date.now = () => 1_000_000;
    try {
      await say(3, 0.1);
      expect(uplink.takeFigures().sendDelayMs).to.equal(0);
      late(200);
      await say(1, 0.1);
      late(0);
      await say(3, 0.1);
      expect(uplink.takeFigures().sendDelayMs).to.equal(200);
      waitingBytes = 5 * frames[2]!.length;
      await say(1, 0.1);
      expect(uplink.takeFigures().sendDelayMs).to.equal(5 * 20);
    } finally {
      Date.now = now;
    }
  });

  it('tell the chunks that touched full scale', async () => {
    const { uplink, say } = setUp();
    await say(4, 0.9);
    await say(2, 1);
    expect(uplink.takeFigures().clippedChunks).to.equal(2);
    expect(uplink.takeFigures().clippedChunks).to.equal(0);
  });
});
