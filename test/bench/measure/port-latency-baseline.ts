/**
 * The baseline for timings: the time that a message takes from an audio thread to an idle worker on this machine. A worklet
 * sends one every 20 ms. When a figure and this baseline are late together, the machine is the cause.
 */
import { blobUrl } from '../../../src/thread-scripts/script.js';

const BEAT = `
registerProcessor('test-beat', class extends AudioWorkletProcessor {
  #frames = 0;
  constructor() { super(); this.port.onmessage = ({ data }) => { this.far = data; }; }
  process() {
    this.#frames += 128;
    if (this.far && this.#frames >= sampleRate / 50) {
      this.#frames = 0;
      this.far.postMessage(Date.now());
    }
    return true;
  }
});`;

const LISTENER = `
const delays = [];
onmessage = ({ ports: [port] }) => {
  if (!port) return postMessage(delays);
  port.onmessage = ({ data }) => delays.push(performance.timeOrigin + performance.now() - data);
};`;

export interface PortFloor {
  /** Ends the measurement. Returns the delays in ms. */
  end(): Promise<readonly number[]>;
}

export async function portFloor(): Promise<PortFloor> {
  const context = new AudioContext();
  await context.audioWorklet.addModule(blobUrl(BEAT));
  const node = new AudioWorkletNode(context, 'test-beat', { numberOfInputs: 0 });
  node.connect(context.destination);
  const worker = new Worker(blobUrl(LISTENER));
  const { port1, port2 } = new MessageChannel();
  node.port.postMessage(port1, [port1]);
  worker.postMessage(undefined, [port2]);
  return {
    async end() {
      const delays = new Promise<readonly number[]>((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<readonly number[]>) => resolve(data);
      });
      worker.postMessage(undefined);
      const all = await delays;
      worker.terminate();
      await context.close();
      return all;
    },
  };
}
