import { PlaybackItems, type PlaybackReport } from './playback-items.js';
import { milliseconds, toFrames, toMilliseconds, frames as toCount, type Hz } from './units.js';

/** Long enough to hide a step, too short to be heard. */
const FADE_MS = 5;
/** How loud it plays while ducked: -12 dB. */
const DUCKED = 0.25;
const DUCK_MS = 30;
const UNDUCK_MS = 100;
const RING_S = 6;
const PREBUFFER_MS = 30;
const PREBUFFER_GROWTH_MS = 20;
const PREBUFFER_MOST_MS = 120;
const PREBUFFER_DECAY_MS = 5;
const PREBUFFER_DECAY_EVERY_S = 10;

/**
 * The player: takes samples as they come from the network and gives an even stream. mono, [-1, 1], one rate.
 *
 *              push: prebuffer full, or the item ended
 *     waiting ----------------------------------------> playing   (fades in)
 *        ^                                                 |
 *        +-- dry inside an item: fades out, the prebuffer grows
 *        +-- dry after the last item: drained
 *        +-- flush: fades out, the rest is forgotten
 *
 * To have something to fade, the last 5 ms of an item that is still open are held back. A fade out is copied into
 * `#tail` at once, so that the ring is free for what comes after it.
 *
 * Memory: everything is made beforehand; `push` copies and the samples stay the caller's. Counters are frames since the
 * start, and an index into the ring is a counter without its upper bits.
 */
export class PlaybackBuffer {
  /** Times it ran dry inside an item. */
  underruns = 0;
  /** Frames that found no room. */
  dropped = 0;
  /** Waited for before playing starts. */
  prebufferMs: number;
  readonly #leastPrebufferMs: number;
  readonly #rate: Hz;
  readonly #report: PlaybackReport;
  readonly #items: PlaybackItems;
  readonly #ring: Float32Array;
  #read = 0;
  #write = 0;
  #playing = false;
  readonly #fadeFrames: number;
  /** 0 to `#fadeFrames`: how loud it plays; climbs by one each frame. */
  #gain = 0;
  /** Loudness where nothing fades, and what it is on its way to: 1, or `DUCKED`. */
  #loudness = 1;
  #loudnessGoal = 1;
  /** What fades out, and how much of it is rendered. */
  readonly #tail: Float32Array;
  #tailFrames = 0;
  #tailRead = 0;
  /** Flushes not yet answered, and the answer to the first. */
  #flushes = 0;
  #flushedItem = -1;
  #flushedPlayed = 0;
  /** Frames since the prebuffer last changed. */
  #clean = 0;

  constructor(rate: Hz, report: PlaybackReport, prebufferMs = PREBUFFER_MS) {
    this.#rate = rate;
    this.#report = report;
    this.#items = new PlaybackItems(report);
    // less than two fades would start only to run dry at once
    this.prebufferMs = this.#leastPrebufferMs = Math.max(2 * FADE_MS, prebufferMs);
    this.#ring = new Float32Array(2 ** Math.round(Math.log2(RING_S * rate)));
    this.#fadeFrames = toFrames(milliseconds(FADE_MS), rate);
    this.#tail = new Float32Array(this.#fadeFrames);
  }

  /** The item being played or waiting to be; -1 when there is none. */
  get item(): number {
    return this.#items.item;
  }

  /** The playhead: frames of `item` rendered so far. */
  get played(): number {
    return this.#items.played;
  }

  /** Frames waiting, of all items. */
  get buffered(): number {
    return this.#write - this.#read;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Appends the first `frames` of `samples` to `item`. What finds no room is dropped and counted. */
  push(item: number, samples: Float32Array, frames = samples.length): void {
    const ring = this.#ring;
    let fits = Math.min(frames, ring.length - this.buffered);
    if (fits > 0 && !this.#items.push(item, fits)) fits = 0;
    this.dropped += frames - fits;
    for (let i = 0; i < fits; i++) ring[this.#write++ & (ring.length - 1)] = samples[i]!;
  }

  /** Nothing more comes for this item. */
  endItem(item: number): void {
    this.#items.end(item);
  }

  /** Plays 12 dB softer within 30 ms, or comes back within 100 ms. A flush ends it too. */
  duck(on: boolean): void {
    this.#loudnessGoal = on ? DUCKED : 1;
  }

  /** Fades out and forgets all that was pushed; `report.flushed` tells when it is silent. */
  flush(): void {
    this.duck(false);
    this.#fadeOut();
    if (!this.#flushes++) {
      this.#flushedPlayed = this.played;
      this.#flushedItem = this.played ? this.item : -1;
    }
    this.#items.clear();
    this.#read = this.#write;
  }

  /** Renders the next quantum into all of `output`. Allocates nothing, never throws. */
  pull(output: Float32Array): void {
    let at = this.#renderTail(output, 0);
    if (!this.#tailFrames) {
      this.#answerFlushes();
      this.#startWhenReady();
    }
    if (this.#playing) {
      at = this.#render(output, at);
      if (at < output.length) {
        if (this.#items.open) this.#runDry();
        else this.#stop();
        at = this.#renderTail(output, at);
      }
    }
    output.fill(0, at);
    if (!this.buffered && !this.#tailFrames && !this.#items.open) {
      this.#stop();
      this.#items.settle();
    }
  }

  #startWhenReady(): void {
    const waiting = toMilliseconds(toCount(this.buffered), this.#rate);
    this.#playing ||= waiting > 0 && (waiting >= this.prebufferMs || !this.#items.open);
  }

  #stop(): void {
    this.#playing = false;
    this.#gain = 0;
    this.#loudness = this.#loudnessGoal; // in silence there is no step to hide
  }

  /** Renders what may be rendered now, rising from silence, and returns where it stopped. */
  #render(output: Float32Array, at: number): number {
    const ring = this.#ring;
    const heldBack = this.#items.open ? this.#fadeFrames : 0;
    const count = Math.max(0, Math.min(output.length - at, this.buffered - heldBack));
    const step = ((1 - DUCKED) * 1000) / this.#rate; // the whole way in 1 ms
    for (let i = 0; i < count; i++) {
      if (this.#gain < this.#fadeFrames) this.#gain++;
      const away = this.#loudnessGoal - this.#loudness;
      this.#loudness += Math.max(-step / DUCK_MS, Math.min(step / UNDUCK_MS, away));
      const gain = (this.#gain / this.#fadeFrames) * this.#loudness;
      output[at + i] = ring[(this.#read + i) & (ring.length - 1)]! * gain;
    }
    this.#consume(count);
    if ((this.#clean += count) >= PREBUFFER_DECAY_EVERY_S * this.#rate) {
      this.#setPrebuffer(Math.max(this.#leastPrebufferMs, this.prebufferMs - PREBUFFER_DECAY_MS));
    }
    return at + count;
  }

  #runDry(): void {
    this.#fadeOut();
    this.underruns++;
    this.#setPrebuffer(Math.min(PREBUFFER_MOST_MS, this.prebufferMs + PREBUFFER_GROWTH_MS));
    this.#report.progress(this.item, this.played);
    this.#report.underrun(this.item);
  }

  #setPrebuffer(prebufferMs: number): void {
    this.prebufferMs = prebufferMs;
    this.#clean = 0;
  }

  /** Takes the next frames out of the ring, falling from the present gain to silence. */
  #fadeOut(): void {
    const ring = this.#ring;
    const count = Math.min(this.#gain, this.buffered);
    for (let i = 0; i < count; i++) {
      const gain = (this.#gain / this.#fadeFrames) * this.#loudness * (1 - (i + 1) / (count + 1));
      this.#tail[i] = ring[(this.#read + i) & (ring.length - 1)]! * gain;
    }
    if (count) this.#tailFrames = count;
    this.#consume(count);
    this.#stop();
  }

  #renderTail(output: Float32Array, at: number): number {
    for (; at < output.length && this.#tailRead < this.#tailFrames; at++) output[at] = this.#tail[this.#tailRead++]!;
    if (this.#tailRead === this.#tailFrames) this.#tailRead = this.#tailFrames = 0;
    return at;
  }

  #consume(count: number): void {
    this.#items.advance(count);
    this.#read += count;
  }

  #answerFlushes(): void {
    for (; this.#flushes; this.#flushes--) {
      this.#report.flushed(this.#flushedItem, this.#flushedPlayed);
      this.#flushedItem = -1;
      this.#flushedPlayed = 0;
    }
  }
}
