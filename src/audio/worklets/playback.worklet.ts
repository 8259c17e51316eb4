/** AUDIO THREAD. The playback worklet: a thin shell around `PlaybackBuffer`. It knows items by numbers, and no conversation. */
import { LevelMeter } from '../dsp/level.js';
import { PlaybackBuffer } from '../dsp/playback-buffer.js';
import { hz, milliseconds, toFrames } from '../dsp/units.js';
import {
  LEVEL_MS,
  PLAYBACK_PROCESSOR,
  PROGRESS_MS,
  type LevelMessage,
  type PlaybackOptions,
  type PlaybackToWorker,
  type ProgressMessage,
  type ToPlayback,
  type WorkerToPlayback,
} from './worklet-messages.js';

const RATE = hz(sampleRate);
const PROGRESS_FRAMES = toFrames(milliseconds(PROGRESS_MS), RATE);

/**
 * Worker to speaker: samples of items in, one even mono stream out, context rate. Messages that it sends many times a second
 * are made once and reused.
 */
class PlaybackProcessor extends AudioWorkletProcessor implements Processor {
  #worker: MessagePort | undefined;
  #alive = true;
  #ending = false;
  #levels = false;
  #sinceProgress = 0;
  readonly #buffer: PlaybackBuffer;
  readonly #meter = new LevelMeter(toFrames(milliseconds(LEVEL_MS), RATE));
  readonly #level = { kind: 'level', level: 0 } satisfies LevelMessage;
  readonly #progress = { kind: 'progress', item: 0, played: 0, buffered: 0 } satisfies ProgressMessage;

  constructor({ processorOptions }: AudioWorkletNodeOptions) {
    super();
    this.#buffer = new PlaybackBuffer(
      RATE,
      {
        started: (item) => this.#tell({ kind: 'started', item, prebufferMs: this.#buffer.prebufferMs }),
        progress: (item, played) => this.#tellProgress(item, played),
        underrun: (item) => this.#tell({ kind: 'underrun', item, prebufferMs: this.#buffer.prebufferMs }),
        drained: (item, played) => this.#tell({ kind: 'drained', item, played }),
        flushed: (item, played) => {
          this.#alive = !this.#ending;
          this.#tell({ kind: 'flushed', item, played });
        },
      },
      (processorOptions as PlaybackOptions | undefined)?.prebufferMs,
    );
    this.port.onmessage = ({ data }: MessageEvent<ToPlayback>) => this.#hear(data);
  }

  process(_: unknown, [output]: readonly (readonly Float32Array[])[]): boolean {
    const samples = output?.[0];
    if (samples && this.#alive) {
      const buffer = this.#buffer;
      buffer.pull(samples);
      this.#sinceProgress += samples.length;
      if (buffer.playing && this.#sinceProgress >= PROGRESS_FRAMES) this.#tellProgress(buffer.item, buffer.played);
      if (this.#levels && this.#meter.push(samples)) this.#tellLevel();
    }
    return this.#alive;
  }

  #hear(message: ToPlayback): void {
    switch (message.kind) {
      case 'port':
        this.#worker = message.port;
        message.port.onmessage = ({ data }: MessageEvent<WorkerToPlayback>) => this.#obey(data);
        break;
      case 'levels':
        this.#levels = message.on;
        break;
      case 'end':
        this.#ending = true; // after the fade-out, because a sudden end would click
        this.#buffer.flush();
        this.#worker?.close();
        this.port.close();
    }
  }

  #obey(message: WorkerToPlayback): void {
    switch (message.kind) {
      case 'play': {
        const { item, samples, frames } = message;
        this.#buffer.push(item, samples, frames);
        this.#tell({ kind: 'recycle', samples }, [samples.buffer]);
        break;
      }
      case 'item-end':
        this.#buffer.endItem(message.item);
        break;
      case 'duck':
        this.#buffer.duck(message.on);
        break;
      case 'flush':
        this.#buffer.flush();
    }
  }

  #tell(message: PlaybackToWorker, transfer?: readonly ArrayBuffer[]): void {
    this.#worker?.postMessage(message, transfer);
  }

  #tellProgress(item: number, played: number): void {
    this.#sinceProgress = 0;
    this.#progress.item = item;
    this.#progress.played = played;
    this.#progress.buffered = this.#buffer.buffered;
    this.#tell(this.#progress);
  }

  #tellLevel(): void {
    this.#level.level = this.#meter.level;
    this.port.postMessage(this.#level);
  }
}

registerProcessor(PLAYBACK_PROCESSOR, PlaybackProcessor);
