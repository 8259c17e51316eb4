import { expect } from '@open-wc/testing';
import { openSpeaker } from '../../../src/audio/io/speaker.js';
import { PLAYBACK_PROCESSOR } from '../../../src/audio/worklets/worklet-messages.js';

const worklet = {
  code: `registerProcessor('${PLAYBACK_PROCESSOR}', class extends AudioWorkletProcessor { process() { return true; } });`,
};

describe('the latency of a speaker', () => {
  let context: AudioContext;
  let says: { state: AudioContextState; currentTime: number };
  let reads: number;

  beforeEach(() => {
    context = new AudioContext();
    says = { state: 'suspended', currentTime: 0 };
    reads = 0;
    Object.defineProperties(context, {
      state: { get: () => says.state },
      currentTime: { get: () => says.currentTime },
      baseLatency: { value: 0.01 },
      outputLatency: { get: () => (reads++, 0.04) },
    });
  });

  afterEach(() => context.close());

  it('is that of the device once it plays', async () => {
    const speaker = await openSpeaker(context, { worklet, volume: 1 });
    says = { state: 'running', currentTime: 0.1 };
    expect(speaker.latencyMs).to.equal(40);
    expect(reads).to.equal(1);
  });

  for (const [when, then] of [
    ['it does not run yet', { state: 'suspended', currentTime: 0 }],
    ['it runs, and its device has not begun', { state: 'running', currentTime: 0 }],
    ['it was interrupted', { state: 'interrupted', currentTime: 7 }],
  ] as const) {
    it(`is the context's own while ${when}, and the device is not asked`, async () => {
      const speaker = await openSpeaker(context, { worklet, volume: 1 });
      says = then;
      expect(speaker.latencyMs).to.equal(10);
      expect(reads).to.equal(0);
    });
  }

  it('is that of the context in Firefox, where asking the device can hang the page for ever', async () => {
    const speaker = await openSpeaker(context, { worklet, volume: 1 });
    says = { state: 'running', currentTime: 0.1 };
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    Object.defineProperty(navigator, 'userAgent', { configurable: true, value: userAgent });
    try {
      expect(speaker.latencyMs).to.equal(10);
      expect(reads).to.equal(0);
    } finally {
      Reflect.deleteProperty(navigator, 'userAgent');
    }
  });
});
