import { expect } from '@open-wc/testing';
import { block, seconds, stage, withFaults } from '../helpers/page/live-agent.js';
import { tapOutput, type Recording } from '../helpers/page/record-output.js';

/** The answer arrives a little faster than it is played, so that less audio is buffered than the blocked time needs. */
const PACE = 'speed:1.1,pieceMs:40';
const BLOCK_MS = 500;

/** Longest run of digital silence inside the steady tone, in ms, after its first 0.6 s. */
function longestGapMs({ samples, rate }: Recording): number {
  const sounding = (i: number): boolean => Math.abs(samples[i]!) > 1e-4;
  let last = samples.length - 1;
  while (last > 0 && !sounding(last)) last--;
  // The tone is the last 5 s of the answer, after the words "Here it is."
  let longest = 0;
  let run = 0;
  for (let i = Math.max(0, last - Math.round(4.2 * rate)); i < last; i++) {
    run = sounding(i) ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return (longest * 1000) / rate;
}

/** Plays an answer with a steady tone while the main thread is blocked for half a second. */
async function heardUnderLoad(): Promise<Recording> {
  const tap = tapOutput();
  const { agent, seen } = await stage({ 'token-url': '', 'turn-detection': 'none' }, withFaults(PACE));
  await agent.start();
  await agent.sendText('tone 5');
  await seen('vla-state', ({ state }) => state === 'speaking');
  await seconds(2.2);
  block(BLOCK_MS);
  await seen('vla-state', ({ state, previous }) => previous === 'speaking' && state === 'listening');
  const recording = await tap.recording();
  tap.restore();
  agent.remove();
  return recording;
}

describe('with the main thread blocked for 500 ms during an answer', function () {
  it('there is no silence inside it', async () => {
    expect(longestGapMs(await heardUnderLoad())).to.be.lessThan(3);
  });

  it('there is silence when the audio goes through the main thread, which shows that the test can find it', async () => {
    const restore = routeByMainThread();
    try {
      expect(longestGapMs(await heardUnderLoad())).to.be.greaterThan(50);
    } finally {
      restore();
    }
  });
});

/** Routes every channel that is made from now on through this thread. */
function routeByMainThread(): () => void {
  const Direct = globalThis.MessageChannel;
  globalThis.MessageChannel = class {
    readonly port1: MessagePort;
    readonly port2: MessagePort;
    constructor() {
      const near = new Direct();
      const far = new Direct();
      this.port1 = near.port1;
      this.port2 = far.port1;
      const relay = (from: MessagePort, to: MessagePort) => {
        from.onmessage = ({ data, ports }: MessageEvent<{ readonly samples?: Float32Array<ArrayBuffer> }>) =>
          to.postMessage(data, [...ports, ...(data?.samples ? [data.samples.buffer] : [])]);
      };
      relay(near.port2, far.port2);
      relay(far.port2, near.port2);
    }
  };
  return () => (globalThis.MessageChannel = Direct);
}
