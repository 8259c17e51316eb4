import { ChunkAssembler } from '../dsp/chunk-assembler.js';
import { LevelMeter, peak, rms } from '../dsp/level.js';
import { hz, milliseconds, toFrames } from '../dsp/units.js';
import {
  CAPTURE_PROCESSOR,
  CHUNK_MS,
  LEVEL_MS,
  MUTED_TAIL_MS,
  type ChunkMessage,
  type LevelMessage,
  type ToCapture,
  type WorkerToCapture,
} from './worklet-messages.js';

/** 640 ms of chunks may be away before one is lost. */
const POOL = 32;
const RATE = hz(sampleRate);
const NOTHING = new Float32Array(0);

/** Microphone to worker: mono in, 20 ms chunks out, context rate. The messages it posts are made once and reused. */
class CaptureProcessor extends AudioWorkletProcessor implements Processor {
  #worker: MessagePort | undefined;
  #alive = true;
  #levels = false;
  #muted = false;
  #mutedChunks = 0;
  #silence = NOTHING;
  readonly #meter = new LevelMeter(toFrames(milliseconds(LEVEL_MS), RATE));
  readonly #assembler = new ChunkAssembler(toFrames(milliseconds(CHUNK_MS), RATE), POOL, (samples, sequence) =>
    this.#send(samples, sequence),
  );
  readonly #chunk = {
    kind: 'chunk',
    samples: NOTHING,
    level: 0,
    peak: 0,
    sequence: 0,
    capturedAt: 0,
  } satisfies ChunkMessage;
  readonly #transfer: ArrayBuffer[] = [];
  readonly #level = { kind: 'level', level: 0, peak: 0 } satisfies LevelMessage;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToCapture>) => this.#hear(data);
  }

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const heard = input?.[0];
    if (heard && this.#alive) {
      const samples = this.#muted ? this.#silenceLike(heard) : heard;
      if (this.#worker && this.#mutedChunks < MUTED_TAIL_MS / CHUNK_MS) this.#assembler.push(samples);
      if (this.#levels && this.#meter.push(samples)) this.#tellLevel();
    }
    return this.#alive;
  }

  #hear(message: ToCapture): void {
    switch (message.kind) {
      case 'port':
        this.#worker = message.port;
        message.port.onmessage = ({ data }: MessageEvent<WorkerToCapture>) => this.#assembler.recycle(data.samples);
        break;
      case 'levels':
        this.#levels = message.on;
        break;
      case 'mute':
        this.#muted = message.muted;
        this.#mutedChunks = 0;
        break;
      case 'end':
        this.#alive = false;
        this.#worker?.close();
        this.port.close();
    }
  }

  #send(samples: Float32Array<ArrayBuffer>, sequence: number): void {
    if (this.#muted) this.#mutedChunks++;
    this.#chunk.samples = samples;
    this.#chunk.level = rms(samples);
    this.#chunk.peak = peak(samples);
    this.#chunk.sequence = sequence;
    this.#chunk.capturedAt = Date.now();
    this.#transfer[0] = samples.buffer;
    this.#worker?.postMessage(this.#chunk, this.#transfer);
  }

  #tellLevel(): void {
    this.#level.level = this.#meter.level;
    this.#level.peak = this.#meter.peak;
    this.port.postMessage(this.#level);
  }

  /** The browser's own memory is not ours to zero. */
  #silenceLike({ length }: Float32Array): Float32Array {
    if (this.#silence.length !== length) this.#silence = new Float32Array(length); // once
    return this.#silence;
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);
