/** AUDIO THREAD. The capture worklet: a thin shell around `ChunkAssembler`. It knows no format of the wire and no session. */
import { ChunkAssembler } from '../dsp/chunk-assembler.js';
import { peak, rms } from '../dsp/level.js';
import { hz, milliseconds, toFrames } from '../dsp/units.js';
import {
  CAPTURE_PROCESSOR,
  CHUNK_MS,
  MUTED_TAIL_MS,
  type ChunkMessage,
  type GateClosedMessage,
  type LevelMessage,
  type ToCapture,
  type WorkerToCapture,
} from './worklet-messages.js';

/** The number of buffers. Our choice: 640 ms of chunks may be in the worker before one is lost. */
const POOL = 32;
const RATE = hz(sampleRate);
const CHUNK_FRAMES = toFrames(milliseconds(CHUNK_MS), RATE);
const NOTHING = new Float32Array(0);

/**
 * Microphone to worker: mono in, 20 ms chunks out, context rate. The second input is the audio that the speaker plays at the
 * same frames: the echo's reference. Its messages are made once and reused, so that `process` allocates nothing.
 */
class CaptureProcessor extends AudioWorkletProcessor implements Processor {
  #worker: MessagePort | undefined;
  #alive = true;
  #levels = false;
  #muted = false;
  #mutedChunks = 0;
  #open = true;
  #passedMs = 0;
  #silence = NOTHING;
  readonly #assembler: ChunkAssembler;
  readonly #chunk = {
    kind: 'chunk',
    samples: NOTHING,
    level: 0,
    peak: 0,
    sequence: 0,
    capturedAt: 0,
  } satisfies ChunkMessage;
  readonly #transfer: ArrayBuffer[] = [];
  readonly #level = { kind: 'level', level: 0 } satisfies LevelMessage;

  constructor({ numberOfInputs }: AudioWorkletNodeOptions) {
    super();
    this.#assembler = new ChunkAssembler(
      CHUNK_FRAMES,
      POOL,
      (samples, sequence) => this.#send(samples, sequence),
      numberOfInputs,
    );
    this.port.onmessage = ({ data }: MessageEvent<ToCapture>) => this.#hear(data);
  }

  /**
   * An input without a channel is silent, such as a muted track in Firefox. It is sent as silence, because the service hears
   * the end of a turn by it. The output is not used; it tells how long the quantum is.
   */
  process(
    [input, reference]: readonly (readonly Float32Array[])[],
    [output]: readonly (readonly Float32Array[])[],
  ): boolean {
    const heard = input?.[0];
    const quantum = heard ?? output?.[0];
    if (quantum && this.#alive) {
      const silence = this.#silenceLike(quantum);
      const samples = (!this.#muted && heard) || silence;
      if (this.#worker && this.#open && this.#mutedChunks < MUTED_TAIL_MS / CHUNK_MS) {
        this.#assembler.push(samples, reference && (reference[0] ?? silence));
      }
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
      case 'gate':
        this.#open = message.open;
        if (!message.open) this.#tellClosed();
        break;
      case 'end':
        this.#alive = false;
        this.#worker?.close();
        this.port.close();
    }
  }

  #tellClosed(): void {
    this.port.postMessage({ kind: 'gate-closed', passedMs: this.#passedMs } satisfies GateClosedMessage);
    this.#passedMs = 0;
  }

  #send(samples: Float32Array<ArrayBuffer>, sequence: number): void {
    if (this.#muted) this.#mutedChunks++;
    else this.#passedMs += CHUNK_MS;
    const level = (this.#chunk.level = rms(samples, CHUNK_FRAMES));
    this.#chunk.samples = samples;
    this.#chunk.peak = peak(samples, CHUNK_FRAMES);
    this.#chunk.sequence = sequence;
    this.#chunk.capturedAt = Date.now();
    this.#transfer[0] = samples.buffer;
    this.#worker?.postMessage(this.#chunk, this.#transfer);
    if (!this.#levels || (!level && !this.#level.level)) return; // silence is reported once
    this.#level.level = level;
    this.port.postMessage(this.#level);
  }

  /** Zeros of the same length. The input itself is the browser's memory and must not be written. */
  #silenceLike({ length }: Float32Array): Float32Array {
    if (this.#silence.length !== length) this.#silence = new Float32Array(length); // once, since quanta have one length
    return this.#silence;
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);
