/** What `process()` allocates, with all that it may be asked for: both inputs, and levels. */
import { executeServerCommand } from '@web/test-runner-commands';
import { makeProcessors, type Processors } from './fake-audio-scope.js';

export interface HeapSize {
  readonly heap: number;
  /** Of array buffers, which the heap only refers to. */
  readonly buffers: number;
}

export const heapSize = (collect: boolean): Promise<HeapSize> => executeServerCommand('heap', { collect } as never);

const QUANTUM = 128;
const RATE = 48_000;
const CHUNK = RATE / 50;

/** Bytes of heap and buffers that `run` leaves behind per call, before anything is collected. */
async function bytesPer(run: () => void, calls: number): Promise<number> {
  // The compiler allocates too, until it has seen enough.
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
  /** Those of two channels. */
  chunks: number;
  /** Of both processors. */
  levels: number;
}

/** Ports that take messages and keep nothing; a chunk comes home at once. Returns the way to the player. */
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
  /** Of a microphone and a reference. */
  readonly capture: number;
  readonly playback: number;
  /** What was told meanwhile: to allocate nothing and do nothing would be no feat. */
  readonly told: Readonly<Told>;
  /** An empty call: what the measuring itself leaves. */
  readonly nothing: number;
  /** A processor as most pages have it: a copy of each quantum, of both inputs, is posted. */
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
    // A second at a time, given between the quanta as the worker would.
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
