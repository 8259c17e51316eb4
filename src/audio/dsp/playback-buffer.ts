import { PlaybackItems, type PlaybackReport } from './playback-items.js';
import { milliseconds, toFrames, toMilliseconds, frames as toCount, type Hz } from './units.js';

/** Our choice: long enough to avoid a click, too short to be noticed. */
const FADE_MS = 5;
/** The loudness while playback is ducked: -12 dB, our choice. */
const DUCKED = 0.25;
/** The times of the ways down and up. Our choice: down before the visitor's first word ends, up without a jump. */
const DUCK_MS = 30;
const UNDUCK_MS = 100;
/** The worker keeps 2 s here (`AHEAD_MS` in downlink.ts). The rest is reserve. */
const RING_S = 6;
/** Our choices: a start after 30 ms, 20 ms more with each underrun, 5 ms less with every 10 s without one. */
const PREBUFFER_MS = 30;
const PREBUFFER_GROWTH_MS = 20;
const PREBUFFER_MOST_MS = 120;
const PREBUFFER_DECAY_MS = 5;
const PREBUFFER_DECAY_EVERY_S = 10;

/**
 * The playback buffer takes samples as they come from the network and gives an even stream. Mono, [-1, 1], one rate. It
 * knows items by numbers, and neither ports nor the worklet around it.
 *
 *              push: prebuffer full, or the item ended
 *     waiting ----------------------------------------> playing   (fades in)
 *        ^                                                 |
 *        +-- dry inside an item: fades out, the prebuffer grows
 *        +-- dry after the last item: drained
 *        +-- flush: fades out, the rest is forgotten
 *
 * The last 5 ms of an item that is still open are held back, so that there is something to fade out. A fade-out is copied
 * into `#tail` at once, so that the ring is free for the samples after it.
 *
 * Memory: everything is made beforehand. `push` copies, and the caller keeps its samples. Counters count frames since the
 * start; an index into the ring is the lower bits of a counter.
 */
export class PlaybackBuffer {
  /** How often the buffer ran out of samples inside an item. */
  underruns = 0;
  /** The number of frames for which there was no room. */
  dropped = 0;
  /** The audio that must wait in the buffer before playing starts. */
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
  /** The position in the fade-in, 0 to `#fadeFrames`. It rises by one with each frame. */
  #gain = 0;
  /** The loudness beside the fades, and the loudness that it approaches: 1, or `DUCKED`. */
  #loudness = 1;
  #loudnessGoal = 1;
  /** The samples of a fade-out, their number, and how many of them are rendered. */
  readonly #tail: Float32Array;
  #tailFrames = 0;
  #tailRead = 0;
  /** The number of flushes without an answer, and the answer to the first. */
  #flushes = 0;
  #flushedItem = -1;
  #flushedPlayed = 0;
  /** Frames since the prebuffer last changed. */
  #clean = 0;

  constructor(rate: Hz, report: PlaybackReport, prebufferMs = PREBUFFER_MS) {
    this.#rate = rate;
    this.#report = report;
    this.#items = new PlaybackItems(report);
    // A prebuffer of less than two fades would run dry right after its start.
    this.prebufferMs = this.#leastPrebufferMs = Math.max(2 * FADE_MS, prebufferMs);
    this.#ring = new Float32Array(2 ** Math.round(Math.log2(RING_S * rate)));
    this.#fadeFrames = toFrames(milliseconds(FADE_MS), rate);
    this.#tail = new Float32Array(this.#fadeFrames);
  }

  /** The item that is played or waits first; -1 when there is none. */
  get item(): number {
    return this.#items.item;
  }

  /** The playhead: the number of frames of `item` that were rendered. */
  get played(): number {
    return this.#items.played;
  }

  /** The number of frames that wait, of all items. */
  get buffered(): number {
    return this.#write - this.#read;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Appends the first `frames` of `samples` to `item`. Frames without room are dropped and counted. */
  push(item: number, samples: Float32Array, frames = samples.length): void {
    const ring = this.#ring;
    let fits = Math.min(frames, ring.length - this.buffered);
    if (fits > 0 && !this.#items.push(item, fits)) fits = 0;
    this.dropped += frames - fits;
    for (let i = 0; i < fits; i++) ring[this.#write++ & (ring.length - 1)] = samples[i]!;
  }

  /** The item is complete. */
  endItem(item: number): void {
    this.#items.end(item);
  }

  /** Lowers playback by 12 dB within 30 ms, or raises it again within 100 ms. A flush also raises it. */
  duck(on: boolean): void {
    this.#loudnessGoal = on ? DUCKED : 1;
  }

  /** Fades out and drops everything. `report.flushed` is called when it is silent. */
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
    this.#loudness = this.#loudnessGoal; // in silence a jump is not heard
  }

  /** Renders what may be rendered now, with a fade-in from silence. Returns the index after the last rendered frame. */
  #render(output: Float32Array, at: number): number {
    const ring = this.#ring;
    const heldBack = this.#items.open ? this.#fadeFrames : 0;
    const count = Math.max(0, Math.min(output.length - at, this.buffered - heldBack));
    const step = ((1 - DUCKED) * 1000) / this.#rate; // the change per frame that would take 1 ms in all
    for (let i = 0; i < count; i++) {
      if (this.#gain < this.#fadeFrames) this.#gain++;
      const distance = this.#loudnessGoal - this.#loudness;
      this.#loudness += Math.max(-step / DUCK_MS, Math.min(step / UNDUCK_MS, distance));
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

  /** Moves the next frames from the ring into the tail, falling from the present loudness to silence. */
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
