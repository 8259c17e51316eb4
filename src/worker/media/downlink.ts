/**
 * The agent's way to the ear: base64, 16 bit, resample, and from here to the playback worklet.
 *
 * The service sends faster than speech. What is not due yet waits here as the 16-bit samples that came; the worklet
 * holds a short while only, and its progress, not a timer, asks for more.
 */
import { pcm16ToFloat } from '../../audio/dsp/pcm16.js';
import { Resampler } from '../../audio/dsp/resampler.js';
import { hz } from '../../audio/dsp/units.js';
import {
  CHUNK_MS,
  PROGRESS_MS,
  type PlaybackToWorker,
  type WorkerToPlayback,
} from '../../audio/worklets/worklet-messages.js';
import type { Metrics } from '../contract/conversation.js';
import type { SoundPort } from '../contract/engine-api.js';
import type { ItemId } from '../protocol/ids.js';
import type { Heard, LocalEvent } from '../session/local-events.js';
import { decodeBase64 } from './base64.js';
import { wireFormat, type WireFormat } from './wire-audio.js';

/** How far ahead of the ear the worklet is kept: longer than any stall of this worker is likely to be. */
const AHEAD_MS = 2000;
/** A response longer than this is cut: a bound on memory, not on any real answer (10 min are 29 MB). */
const MOST_WAITING_MS = 600_000;

/** Nor does a real one come in so many pieces of its own. */
const MOST_ITEMS = 1000;

interface Item {
  readonly id: ItemId;
  /** In which it began: what is asked of the session in its midst holds for the next. */
  readonly format: WireFormat;
  resampler?: Resampler;
  readonly pieces: Int16Array[];
  /** Wire frames. */
  received: number;
  waiting: number;
  /** Context frames. */
  given: number;
  played: number;
  /** Nothing more comes from the service. */
  ended: boolean;
  /** All of it went to the worklet, the resampler's tail included. */
  closed?: boolean;
}

export class Downlink {
  readonly #tell: (event: LocalEvent) => void;
  readonly #hearing: ((itemId: ItemId, heardMs: number, untilMs: number) => void) | undefined;
  #port: MessagePort | undefined;
  #rate = 1;
  /** From a rendered sample to the ear. */
  latencyMs = 0;
  #format: WireFormat = wireFormat(undefined);
  /** By the number the worklet knows them by: items that are not yet played to their end, and late ones. */
  readonly #items = new Map<number, Item>();
  #lastNumber = 0;
  /** The item whose samples go out now. */
  #feeding = 0;
  #flushing = false;
  /** The newest item when the last flush was sent: what is said after it is not flushed with it. */
  #flushedTo = 0;
  #pool: Float32Array<ArrayBuffer>[] = [];
  #underruns = 0;
  #prebufferMs = 0;
  #samples = new Float32Array(0);

  /** `hear`: how far an item is heard, and how far its sound is certain to follow, in ms of the item. */
  constructor(tell: (event: LocalEvent) => void, hear?: (itemId: ItemId, heardMs: number, untilMs: number) => void) {
    this.#tell = tell;
    this.#hearing = hear;
  }

  /** How the playback went since this was last asked. */
  takeFigures(): Pick<Metrics, 'underruns' | 'bufferMs'> {
    const underruns = this.#underruns;
    this.#underruns = 0;
    return { underruns, bufferMs: this.#prebufferMs };
  }

  attach({ port, sampleRate }: SoundPort, latencyMs: number): void {
    this.detach();
    this.#port = port;
    this.#rate = sampleRate;
    this.latencyMs = latencyMs;
    port.onmessage = ({ data }: MessageEvent<PlaybackToWorker>) => this.#hear(data);
    this.#feed();
  }

  /** The speaker is gone. What was heard of an answer until then is told as if it were flushed. */
  detach(): void {
    if (!this.#port) return;
    this.#port.close();
    this.#port = undefined;
    this.#flushedTo = this.#lastNumber;
    this.#flushed();
    this.#pool = [];
  }

  /** What `output_audio_format` of the session in force names. */
  setFormat(name: string | undefined): void {
    this.#format = wireFormat(name);
  }

  /** What comes before there is a speaker waits for it: the visitor may still be asked for the microphone. */
  play(id: ItemId, base64: string): void {
    const bytes = decodeBase64(base64);
    if (!bytes || this.#items.size >= MOST_ITEMS) return;
    const item = this.#last(id) ?? this.#open(id);
    const pcm = item.format.decode(bytes);
    if (((item.waiting + pcm.length) * 1000) / item.format.rate > MOST_WAITING_MS) return;
    item.pieces.push(pcm);
    item.received += pcm.length;
    item.waiting += pcm.length;
    this.#feed();
  }

  /** Nothing more comes for this item. */
  end(id: ItemId): void {
    const item = this.#last(id);
    if (!item || item.ended) return;
    item.ended = true;
    this.#feed();
  }

  /** Softer for a while, or back: the visitor seems to speak. */
  duck(on: boolean): void {
    this.#post({ kind: 'duck', on });
  }

  /** Silence now. The answer of the worklet, with what was heard, comes as `playback.flushed`. */
  flush(): void {
    if (this.#flushing || !this.#items.size) return; // nothing plays, and nothing is about to
    this.#flushedTo = this.#lastNumber;
    this.#flushing = true;
    this.#post({ kind: 'flush' });
    if (!this.#port) this.#flushed();
  }

  /** Silence now, and nobody asks what was heard. */
  forget(): void {
    if (this.#port) this.flush();
    this.#items.clear();
    this.#feeding = this.#flushedTo = this.#lastNumber;
  }

  #open(id: ItemId): Item {
    const format = this.#format;
    const item: Item = { id, format, pieces: [], received: 0, waiting: 0, given: 0, played: 0, ended: false };
    this.#items.set(++this.#lastNumber, item);
    return item;
  }

  /** The newest item, when it is this one: words of two items do not mix. */
  #last(id: ItemId): Item | undefined {
    const item = this.#items.get(this.#lastNumber);
    return item?.id === id ? item : undefined;
  }

  #hear(message: PlaybackToWorker): void {
    switch (message.kind) {
      case 'recycle':
        this.#pool.push(message.samples);
        return;
      case 'started': {
        this.#prebufferMs = message.prebufferMs;
        this.#progress(message.item, 0);
        const item = this.#items.get(message.item);
        if (item && !this.#flushing) this.#tell({ type: 'playback.started', itemId: item.id });
        return;
      }
      case 'progress':
        this.#progress(message.item, message.played);
        return this.#feed();
      case 'drained':
        this.#progress(message.item, message.played);
        // Heard to its end: no later flush may cut it.
        this.#items.delete(message.item);
        if (!this.#flushing && this.#feeding >= this.#lastNumber) this.#tell({ type: 'playback.drained' });
        return this.#feed();
      case 'underrun':
        this.#underruns++;
        this.#prebufferMs = message.prebufferMs;
        this.#tellHeard(this.#items.get(message.item), 0);
        return this.#feed();
      case 'flushed':
        this.#progress(message.item, message.played);
        return this.#flushed();
    }
  }

  #progress(number: number, played: number): void {
    for (const earlier of this.#items.keys()) if (earlier < number) this.#items.delete(earlier);
    const item = this.#items.get(number);
    if (item) item.played = played;
    // By the next report but one that much more was played, or it was told that it was not.
    this.#tellHeard(item, 2 * PROGRESS_MS);
  }

  #tellHeard(item: Item | undefined, aheadMs: number): void {
    if (!item || this.#flushing) return;
    const renderedMs = (item.played * 1000) / this.#rate;
    this.#hearing?.(item.id, renderedMs - this.latencyMs, renderedMs + aheadMs);
  }

  #flushed(): void {
    const cut = [...this.#items].filter(([number]) => number <= this.#flushedTo);
    for (const [number] of cut) this.#items.delete(number);
    this.#feeding = this.#flushedTo;
    this.#flushing = false;
    this.#tell({ type: 'playback.flushed', heard: cut.map(([, item]) => this.#heard(item)).filter(isPartial) });
    this.#feed();
  }

  /** In the item's own time, less the way from the graph to the ear; never more than was received. */
  #heard({ id, format, played, received, ended }: Item): Heard & { readonly whole: boolean } {
    const receivedMs = Math.floor((received * 1000) / format.rate);
    const rendered = Math.floor((played * 1000) / this.#rate - this.latencyMs);
    const heardMs = Math.max(0, Math.min(receivedMs, rendered));
    return { itemId: id, heardMs, receivedMs, whole: ended && heardMs >= receivedMs };
  }

  /** Hands samples on until the worklet has enough. */
  #feed(): void {
    if (!this.#port || this.#flushing) return;
    const most = (AHEAD_MS * this.#rate) / 1000;
    while (this.#ahead() < most) {
      const item = this.#items.get(this.#feeding);
      const piece = item?.pieces.shift();
      if (item && piece) this.#give(item, piece);
      else if (this.#feeding < this.#lastNumber) this.#next(item);
      else return this.#endFed(item);
    }
  }

  #ahead(): number {
    let frames = 0;
    for (const { given, played } of this.#items.values()) frames += given - played;
    return frames;
  }

  /** The item's last piece is out: what the resampler still holds belongs to it, then the next item's turn comes. */
  #next(item: Item | undefined): void {
    if (item) item.ended = true;
    this.#endFed(item);
    this.#feeding++;
  }

  #endFed(item: Item | undefined): void {
    if (!item?.ended || item.closed) return;
    const resampler = this.#resampling(item);
    const tail = this.#buffer(resampler.maxOutput(resampler.delayFrames));
    const frames = resampler.flush(tail);
    item.given += frames;
    item.closed = true;
    this.#post({ kind: 'play', item: this.#feeding, samples: tail, frames }, tail);
    this.#post({ kind: 'item-end', item: this.#feeding });
  }

  #give(item: Item, piece: Int16Array): void {
    const size = Math.round((CHUNK_MS * item.format.rate) / 1000);
    const part = piece.subarray(0, size);
    if (piece.length > size) item.pieces.unshift(piece.subarray(size));
    if (this.#samples.length < part.length) this.#samples = new Float32Array(size);
    const input = this.#samples.subarray(0, part.length);
    pcm16ToFloat(part, input);
    const resampler = this.#resampling(item);
    const samples = this.#buffer(resampler.maxOutput(size));
    const frames = resampler.process(input, samples);
    item.waiting -= part.length;
    item.given += frames;
    this.#post({ kind: 'play', item: this.#feeding, samples, frames }, samples);
  }

  #resampling(item: Item): Resampler {
    return (item.resampler ??= new Resampler(item.format.rate, hz(this.#rate)));
  }

  #buffer(frames: number): Float32Array<ArrayBuffer> {
    const pooled = this.#pool.pop();
    return pooled && pooled.length >= frames ? pooled : new Float32Array(Math.max(frames, this.#rate / 40));
  }

  #post(message: WorkerToPlayback, samples?: Float32Array<ArrayBuffer>): void {
    this.#port?.postMessage(message, samples ? [samples.buffer] : []);
  }
}

const isPartial = ({ whole }: { readonly whole: boolean }): boolean => !whole;
