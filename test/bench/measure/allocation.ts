/** Measures what `process()` of the worklets allocates when everything is in use: both inputs, and levels. */
import { executeServerCommand } from '@web/test-runner-commands';
import { makeProcessors, type Processors } from './fake-audio-scope.js';

export interface HeapSize {
  readonly heap: number;
  /** Bytes of array buffers, which are outside the heap. */
  readonly buffers: number;
}

export const heapSize = (collect: boolean): Promise<HeapSize> => executeServerCommand('heap', { collect } as never);

const QUANTUM = 128;
const RATE = 48_000;
const CHUNK = RATE / 50;

/** Bytes of heap and buffers that each call of `run` allocates, before a garbage collection. */
async function bytesPer(run: () => void, calls: number): Promise<number> {
  // Warm-up: the compiler allocates too, until it has optimised the code.
  for (let i = 0; i < 3 * calls; i++) run();
  const before = await heapSize(true);
  for (let i = 0; i < calls; i++) run();
  const after = await heapSize(false);
  return (after.heap - before.heap + after.buffers - before.buffers) / calls;
}

const samples = Float32Array.from({ length: QUANTUM }, (_, i) => 0.3 * Math.sin(i / 5));
const played = samples.map((sample) => sample / 2);
const inputs = [[samples], [played]];
const outputs = [[new Float32Array(QUANTUM)]];

interface Told {
  /** Chunks that the capture processor sent. */
  chunks: number;
  /** Levels that both processors sent. */
  levels: number;
}

/** Ports that keep no message and return each chunk's buffer at once. Returns a function that sends to the player. */
function attach({ capture, playback }: Processors, told: Told): (message: unknown) => void {
  const near = { onmessage: null as ((event: { readonly data: unknown }) => void) | null, postMessage, close() {} };
  const home = { data: { kind: 'recycle', samples } };
  function postMessage(message: unknown): void {
    const { kind, samples } = message as { readonly kind: string; readonly samples: Float32Array<ArrayBuffer> };
    if (kind !== 'chunk') return;
    if (samples.length === CHUNK * 2) told.chunks++;
    home.data.samples = samples;
    near.onmessage!(home);
  }
  for (const { port } of [capture, playback]) {
    port.onmessage!({ data: { kind: 'levels', on: true } });
    port.postMessage = () => void told.levels++;
  }
  capture.port.onmessage!({ data: { kind: 'port', port: near } });
  const player = {
    onmessage: null as ((event: { readonly data: unknown }) => void) | null,
    postMessage() {},
    close() {},
  };
  playback.port.onmessage!({ data: { kind: 'port', port: player } });
  return (data) => player.onmessage!({ data });
}

export interface AllocationFigure {
  /** Bytes per quantum of capture, with a microphone and a reference. */
  readonly capture: number;
  readonly playback: number;
  /** Counts of messages that the processors sent meanwhile, which show that they were working. */
  readonly told: Readonly<Told>;
  /** Bytes per empty call: the error of the measurement. */
  readonly nothing: number;
  /** The control: a processor that posts a copy of each quantum of both inputs, as is common. */
  readonly control: number;
}

export async function allocationPerQuantum(quanta: number): Promise<AllocationFigure> {
  const processors = await makeProcessors(RATE, { reference: true });
  const told: Told = { chunks: 0, levels: 0 };
  const tell = attach(processors, told);
  const second = { kind: 'play', item: 1, samples: new Float32Array(RATE), frames: RATE };
  let until = 0;
  let rendered = 0;
  const play = () => {
    // Audio is given a second at a time, between quanta, as the worker does it.
    if (rendered >= until) {
      tell(second);
      until += RATE;
    }
    rendered += QUANTUM;
    processors.playback.process([], outputs);
  };
  second.samples.fill(0.3);
  play();
  tell(second);
  const kept: Float32Array[] = [];
  const copy = () => inputs.forEach(([input], i) => (kept[i] = input!.slice()));
  return {
    told,
    nothing: await bytesPer(() => undefined, quanta),
    capture: await bytesPer(() => processors.capture.process(inputs, outputs), quanta),
    playback: await bytesPer(play, quanta),
    control: await bytesPer(copy, Math.min(quanta, 2000)),
  };
}
