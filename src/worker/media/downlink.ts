/**
 * Brings the agent's audio to the playback worklet: base64 to 16-bit samples, resampled to the device's rate. It knows what
 * was heard of each item, and not why an item is flushed.
 *
 * The service sends faster than speech. Samples that are not due wait here as they came. The worklet holds two seconds, and
 * its reports of progress, not a timer, ask for more.
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
import type { AudioPort } from '../contract/engine-api.js';
import type { ItemId } from '../protocol/ids.js';
import type { Heard, LocalEvent } from '../session/local-events.js';
import { decodeBase64 } from './base64.js';
import { pieceDecoder, wireFormat, type WireFormat } from './wire-audio.js';

/** The audio that the worklet holds ahead of the ear. Our choice: longer than this worker is likely to stall. */
const AHEAD_MS = 2000;
/** The longest audio of an item that waits; the rest is dropped. A bound on memory: ten minutes at 24 kHz are 29 MB. */
const MOST_WAITING_MS = 600_000;
/** The most items at once: a bound on memory, far above those of a real answer. */
const MOST_ITEMS = 1000;

interface Item {
  readonly id: ItemId;
  /** The format at its first sample. A change of the session's format holds from the next item on. */
  readonly format: WireFormat;
  readonly decode: WireFormat['decode'];
  resampler?: Resampler;
  readonly pieces: Int16Array[];
  /** In frames of the wire's rate. */
  received: number;
  waiting: number;
  /** In frames of the context's rate. */
  given: number;
  played: number;
  /** The service has sent all of it. */
  ended: boolean;
  /** All of it is in the worklet, with the frames that the resampler still held. */
  closed?: boolean;
}

export class Downlink {
  readonly #emit: (event: LocalEvent) => void;
  readonly #onHeard: ((itemId: ItemId, heardMs: number, untilMs: number) => void) | undefined;
  #port: MessagePort | undefined;
  #rate = 1;
  /** The time from a rendered sample to the ear. */
  latencyMs = 0;
  #format: WireFormat = wireFormat(undefined);
  /** Items that are not played to their end, by the number that the worklet uses for them. */
  readonly #items = new Map<number, Item>();
  #lastNumber = 0;
  /** The number of the item whose samples are being sent. */
  #feeding = 0;
  #flushing = false;
  /** The newest item when the last flush was sent. Later items are not part of that flush. */
  #flushedTo = 0;
  #pool: Float32Array<ArrayBuffer>[] = [];
  #underruns = 0;
  #prebufferMs = 0;
  #samples = new Float32Array(0);

  /** `hear` gets the playhead at the ear, and the end of the audio that is certain to be heard, in ms of the item. */
  constructor(tell: (event: LocalEvent) => void, hear?: (itemId: ItemId, heardMs: number, untilMs: number) => void) {
    this.#emit = tell;
    this.#onHeard = hear;
  }

  /** The underruns since the last call, and the prebuffer now. */
  takeFigures(): Pick<Metrics, 'underruns' | 'bufferMs'> {
    const underruns = this.#underruns;
    this.#underruns = 0;
    return { underruns, bufferMs: this.#prebufferMs };
  }

  attach({ port, sampleRate }: AudioPort, latencyMs: number): void {
    this.detach();
    this.#port = port;
    this.#rate = sampleRate;
    this.latencyMs = latencyMs;
    port.onmessage = ({ data }: MessageEvent<PlaybackToWorker>) => this.#receive(data);
    this.#feed();
  }

  /** The speaker is gone. What was heard until then is reported as if it had been flushed. */
  detach(): void {
    if (!this.#port) return;
    this.#port.close();
    this.#port = undefined;
    this.#flushedTo = this.#lastNumber;
    this.#flushed();
    this.#pool = [];
  }

  /** Takes `output_audio_format` of the session in force. */
  setFormat(name: string | undefined): void {
    this.#format = wireFormat(name);
  }

  /** Adds audio to an item. Without a speaker it waits: the browser may still be asking for the microphone. */
  play(id: ItemId, base64: string): void {
    const bytes = decodeBase64(base64);
    if (!bytes || this.#items.size >= MOST_ITEMS) return;
    const item = this.#last(id) ?? this.#open(id);
    const pcm = item.decode(bytes);
    if (((item.waiting + pcm.length) * 1000) / item.format.rate > MOST_WAITING_MS) return;
    item.pieces.push(pcm);
    item.received += pcm.length;
    item.waiting += pcm.length;
    this.#feed();
  }

  /** The service has sent all of this item. */
  end(id: ItemId): void {
    const item = this.#last(id);
    if (!item || item.ended) return;
    item.ended = true;
    this.#feed();
  }

  /** Nothing more comes: what was received is played to its end. Returns false once it was. */
  endAll(): boolean {
    const item = this.#items.get(this.#lastNumber);
    if (item) this.end(item.id);
    return this.#items.size > 0;
  }

  /** Lowers playback because the visitor seems to speak, or ends that. */
  duck(on: boolean): void {
    this.#post({ kind: 'duck', on });
  }

  /** Stops playback. The worklet answers with what was heard, which becomes the event `playback.flushed`. */
  flush(): void {
    if (this.#flushing || !this.#items.size) return; // nothing plays or waits
    this.#flushedTo = this.#lastNumber;
    this.#flushing = true;
    this.#post({ kind: 'flush' });
    if (!this.#port) this.#flushed();
  }

  /** Stops playback and drops all items, without an event. */
  forget(): void {
    if (this.#port) this.flush();
    this.#items.clear();
    this.#feeding = this.#flushedTo = this.#lastNumber;
  }

  #open(id: ItemId): Item {
    const format = this.#format;
    const decode = pieceDecoder(format);
    const item: Item = { id, format, decode, pieces: [], received: 0, waiting: 0, given: 0, played: 0, ended: false };
    this.#items.set(++this.#lastNumber, item);
    return item;
  }

  /** The newest item, if it has this id. Audio for an older item would come between that of a newer one. */
  #last(id: ItemId): Item | undefined {
    const item = this.#items.get(this.#lastNumber);
    return item?.id === id ? item : undefined;
  }

  #receive(message: PlaybackToWorker): void {
    switch (message.kind) {
      case 'recycle':
        this.#pool.push(message.samples);
        return;
      case 'started': {
        this.#prebufferMs = message.prebufferMs;
        this.#progress(message.item, 0);
        const item = this.#items.get(message.item);
        if (item && !this.#flushing) this.#emit({ type: 'playback.started', itemId: item.id });
        return;
      }
      case 'progress':
        this.#progress(message.item, message.played);
        return this.#feed();
      case 'drained':
        this.#progress(message.item, message.played);
        // It was heard to its end, so a later flush must not cut it.
        this.#items.delete(message.item);
        if (!this.#flushing && this.#feeding >= this.#lastNumber) this.#emit({ type: 'playback.drained' });
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
    // Until the report after the next one that much more is played, unless an underrun is reported.
    this.#tellHeard(item, 2 * PROGRESS_MS);
  }

  #tellHeard(item: Item | undefined, aheadMs: number): void {
    if (!item || this.#flushing) return;
    const renderedMs = (item.played * 1000) / this.#rate;
    this.#onHeard?.(item.id, renderedMs - this.latencyMs, renderedMs + aheadMs);
  }

  #flushed(): void {
    const cut = [...this.#items].filter(([number]) => number <= this.#flushedTo);
    for (const [number] of cut) this.#items.delete(number);
    this.#feeding = this.#flushedTo;
    this.#flushing = false;
    this.#emit({ type: 'playback.flushed', heard: cut.map(([, item]) => this.#heard(item)).filter(isPartial) });
    this.#feed();
  }

  /** What was heard, in ms of the item, less the latency from the graph to the ear. Never more than was received. */
  #heard({ id, format, played, received, ended }: Item): Heard & { readonly whole: boolean } {
    const receivedMs = Math.floor((received * 1000) / format.rate);
    const rendered = Math.floor((played * 1000) / this.#rate - this.latencyMs);
    const heardMs = Math.max(0, Math.min(receivedMs, rendered));
    return { itemId: id, heardMs, receivedMs, whole: ended && heardMs >= receivedMs };
  }

  /** Sends samples until the worklet has enough. */
  #feed(): void {
    if (!this.#port || this.#flushing) return;
    const most = (AHEAD_MS * this.#rate) / 1000;
    while (this.#ahead() < most) {
      const item = this.#items.get(this.#feeding);
      const piece = item?.pieces.shift();
      if (item && piece) this.#sendPiece(item, piece);
      else if (this.#feeding < this.#lastNumber) this.#nextItem(item);
      else return this.#finishItem(item);
    }
  }

  #ahead(): number {
    let frames = 0;
    for (const { given, played } of this.#items.values()) frames += given - played;
    return frames;
  }

  /** The last piece of an item is sent. The frames in the resampler follow, then the next item. */
  #nextItem(item: Item | undefined): void {
    if (item) item.ended = true;
    this.#finishItem(item);
    this.#feeding++;
  }

  #finishItem(item: Item | undefined): void {
    if (!item?.ended || item.closed) return;
    const resampler = this.#resampling(item);
    const tail = this.#buffer(resampler.maxOutput(resampler.delayFrames));
    const frames = resampler.flush(tail);
    item.given += frames;
    item.closed = true;
    this.#post({ kind: 'play', item: this.#feeding, samples: tail, frames }, tail);
    this.#post({ kind: 'item-end', item: this.#feeding });
  }

  #sendPiece(item: Item, piece: Int16Array): void {
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
