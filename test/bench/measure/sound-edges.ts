/**
 * Finds, to the sample, when sound begins and ends in a page's output (after the last gain) and in its microphone, and when
 * each quantum was rendered. A worklet measures it in the audio thread, so a busy main thread does not matter. The product is
 * not changed.
 */
import { outputLatencyMs } from '../../../src/audio/io/output-latency.js';
import { blobUrl } from '../../../src/thread-scripts/script.js';

const TAP = `
registerProcessor('test-edges', class extends AudioWorkletProcessor {
  #sounding = false; #loudEnd = 0; #times = []; #frame = -1; #edges = []; #alive = true;
  constructor({ processorOptions }) {
    super();
    this.threshold = processorOptions.threshold;
    this.port.onmessage = ({ data }) => {
      this.#alive = data !== 'leave';
      this.#send();
      this.port.postMessage('end');
    };
  }
  process([input]) {
    const samples = input[0];
    const at = Date.now();
    if (this.#frame < 0) this.#frame = currentFrame;
    this.#times.push(at);
    let first = -1; let last = -1;
    if (samples) for (let i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) <= this.threshold) continue;
      if (first < 0) first = i;
      last = i;
    }
    if (first >= 0 && !this.#sounding) this.#edges.push({ kind: 'sound', frame: currentFrame + first, at });
    // Silence is a quantum without any loud sample; single samples of a sine are zero too.
    if (first < 0 && this.#sounding) this.#edges.push({ kind: 'silence', frame: this.#loudEnd, at });
    if (last >= 0) this.#loudEnd = currentFrame + last + 1;
    this.#sounding = first >= 0;
    if (this.#times.length >= 400) this.#send();
    return this.#alive;
  }
  #send() {
    this.port.postMessage({ frame: this.#frame, times: Float64Array.from(this.#times), edges: this.#edges.splice(0) });
    this.#frame = -1; this.#times.length = 0;
  }
});`;

const SILENT = 1e-4;
/** Half of the height of a click, because the browser's filters ring before its edge. */
const CLICK = 0.25;
/** Frames of a quantum; nothing here sets `renderSizeHint`. */
const QUANTUM = 128;

export interface Edge {
  readonly kind: 'sound' | 'silence';
  /** The first loud frame, or the first silent one. */
  readonly frame: number;
  /** `Date.now()` of the quantum in which it was noticed. */
  readonly at: number;
}

interface Batch {
  readonly frame: number;
  readonly times: Float64Array;
  readonly edges: readonly Edge[];
}

export interface Heard {
  readonly rate: number;
  readonly edges: readonly Edge[];
  /** `Date.now()` when the quantum of this frame was rendered; NaN when that was before the measurement. */
  renderedAt(frame: number): number;
}

export interface EdgeTaps {
  /** After the last gain. */
  output(): Promise<Heard>;
  /** The microphone, before the product. */
  microphone(): Promise<Heard>;
  /** The output latency that the context reports now. */
  latencyMs(): number;
  restore(): void;
}

class Tap {
  readonly #node: Promise<AudioWorkletNode>;
  readonly #batches: Batch[] = [];

  constructor(context: BaseAudioContext, threshold: number) {
    this.#node = this.#start(context, threshold);
  }

  async #start(context: BaseAudioContext, threshold: number): Promise<AudioWorkletNode> {
    await loaded(context);
    const node = new AudioWorkletNode(context, 'test-edges', {
      channelCount: 1,
      channelCountMode: 'explicit',
      processorOptions: { threshold },
    });
    node.port.addEventListener('message', ({ data }) => data !== 'end' && this.#batches.push(data as Batch));
    node.port.start();
    // Browsers may not process a node without a destination. The node itself is silent.
    Reflect.apply(connect, node, [context.destination]);
    return node;
  }

  listenTo(source: AudioNode): void {
    void this.#node.then((node) => void Reflect.apply(connect, source, [node]));
  }

  leave(): void {
    void this.#node.then((node) => {
      node.port.postMessage('leave');
      node.disconnect();
    });
  }

  async heard(): Promise<Heard> {
    const node = await this.#node;
    const ended = new Promise<void>((resolve) => {
      const listen = ({ data }: MessageEvent<unknown>) => {
        if (data !== 'end') return;
        node.port.removeEventListener('message', listen);
        resolve();
      };
      node.port.addEventListener('message', listen);
    });
    node.port.postMessage('end');
    await ended;
    const batches = this.#batches.filter(({ frame }) => frame >= 0);
    return {
      rate: node.context.sampleRate,
      edges: batches.flatMap(({ edges }) => edges),
      renderedAt(frame) {
        const batch = batches.findLast((batch) => batch.frame <= frame);
        return (batch && batch.times[Math.floor((frame - batch.frame) / QUANTUM)]) ?? NaN;
      },
    };
  }
}

const connect = AudioNode.prototype.connect;
const modules = new WeakMap<BaseAudioContext, Promise<void>>();

function loaded(context: BaseAudioContext): Promise<void> {
  let loading = modules.get(context);
  if (!loading) {
    const url = blobUrl(TAP);
    modules.set(context, (loading = context.audioWorklet.addModule(url)));
  }
  return loading;
}

export function tapEdges(): EdgeTaps {
  const before = AudioNode.prototype.connect;
  let output: Tap | undefined;
  let microphone: Tap | undefined;
  let context: AudioContext | undefined;
  const tapped = function (this: AudioNode, ...args: unknown[]): unknown {
    if (args[0] instanceof AudioDestinationNode) {
      context = this.context as AudioContext;
      (output ??= new Tap(context, SILENT)).listenTo(this);
    }
    if (this instanceof MediaStreamAudioSourceNode) (microphone ??= new Tap(this.context, CLICK)).listenTo(this);
    Reflect.apply(before, this, args);
    return args[0];
  };
  AudioNode.prototype.connect = tapped as typeof connect;
  return {
    output: () => output!.heard(),
    microphone: () => microphone!.heard(),
    latencyMs: () => (context ? outputLatencyMs(context) : 0),
    restore() {
      AudioNode.prototype.connect = before;
      output?.leave();
      microphone?.leave();
    },
  };
}
