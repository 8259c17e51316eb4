/**
 * Records what a page plays. Every node that the page connects to its destination is connected to a recording worklet too.
 * The product is not changed.
 */
import { outputLatencyMs } from '../../../src/audio/io/output-latency.js';
import { blobUrl } from '../../../src/thread-scripts/script.js';

const RECORDER = `
registerProcessor('test-recorder', class extends AudioWorkletProcessor {
  #block = new Float32Array(12800); #at = 0;
  process([input]) {
    const samples = input[0] ?? new Float32Array(128);
    this.#block.set(samples, this.#at);
    this.#at += samples.length;
    if (this.#at === this.#block.length) this.#send();
    return true;
  }
  #send() {
    this.port.postMessage({ frame: currentFrame + 128 - this.#at, at: Date.now(), samples: this.#block.slice(0, this.#at) });
    this.#at = 0;
  }
  constructor() { super(); this.port.onmessage = () => { this.#send(); this.port.postMessage('end'); }; }
});`;

interface Block {
  readonly frame: number;
  readonly at: number;
  readonly samples: Float32Array;
}

export interface Recording {
  /** Mono, from the first frame after the connection. */
  readonly samples: Float32Array;
  readonly rate: number;
  /** `Date.now()` at the end of the recording, in the audio thread. */
  readonly endedAt: number;
}

export interface OutputTap {
  recording(): Promise<Recording>;
  /** The output latency of the context, as the speaker of the product reads it. */
  latencyMs(): number;
  restore(): void;
}

export function tapOutput(): OutputTap {
  const { connect, disconnect } = AudioNode.prototype;
  /** The nodes that are heard. One may be led elsewhere again before the recorder is there. */
  const heard = new Set<AudioNode>();
  const blocks: Block[] = [];
  let recorder: Promise<AudioWorkletNode> | undefined;
  let context: AudioContext | undefined;
  const start = async (context: BaseAudioContext): Promise<AudioWorkletNode> => {
    const url = blobUrl(RECORDER);
    await context.audioWorklet.addModule(url);
    const node = new AudioWorkletNode(context, 'test-recorder', { channelCount: 1, channelCountMode: 'explicit' });
    node.port.addEventListener('message', ({ data }) => data !== 'end' && blocks.push(data as Block));
    node.port.start();
    return node;
  };
  const tapped = function (this: AudioNode, ...args: unknown[]): unknown {
    if (args[0] instanceof AudioDestinationNode) {
      recorder ??= start((context = this.context as AudioContext));
      heard.add(this);
      void recorder.then((node) => void (heard.has(this) && Reflect.apply(connect, this, [node])));
    }
    Reflect.apply(connect, this, args);
    return args[0];
  };
  AudioNode.prototype.connect = tapped as typeof connect;
  AudioNode.prototype.disconnect = function (this: AudioNode, ...args: unknown[]): void {
    if (args.length === 0 || args[0] instanceof AudioDestinationNode) heard.delete(this);
    Reflect.apply(disconnect, this, args);
  };
  return {
    async recording() {
      const node = await recorder!;
      const ended = new Promise<void>((resolve) =>
        node.port.addEventListener('message', ({ data }) => data === 'end' && resolve()),
      );
      node.port.postMessage('end');
      await ended;
      const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.samples.length, 0));
      let at = 0;
      for (const block of blocks) {
        samples.set(block.samples, at);
        at += block.samples.length;
      }
      return { samples, rate: node.context.sampleRate, endedAt: blocks.at(-1)?.at ?? 0 };
    },
    latencyMs: () => (context ? outputLatencyMs(context) : 0),
    restore() {
      Object.assign(AudioNode.prototype, { connect, disconnect });
    },
  };
}
