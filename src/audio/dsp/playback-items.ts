/**
 * What happened while playing. Called from within `pull` (and `flush`) on the audio thread, so it must be quick.
 * `item`: the number given to `push`; `played`: frames of that item rendered so far.
 */
export interface PlaybackReport {
  /** The first sample of this item is in the quantum being rendered. */
  started(item: number): void;
  /** The playhead stands here: the item was played to its end and the next follows, or it ran dry. */
  progress(item: number, played: number): void;
  /** It ran dry inside an item. */
  underrun(item: number): void;
  /** An ended item was rendered wholly and nothing waits. */
  drained(item: number, played: number): void;
  /** Silence after a flush; `item` is -1 when none had started. */
  flushed(item: number, played: number): void;
}

/** Items that can wait at once; more than fit into the ring in practice. */
const SLOTS = 64;

/**
 * Which frames in the ring belong to which item: a queue of items in playing order, made beforehand. The first is the
 * one being played.
 */
export class PlaybackItems {
  /** Frames of the first item rendered so far. */
  played = 0;
  readonly #report: PlaybackReport;
  readonly #ids = new Int32Array(SLOTS);
  readonly #frames = new Float64Array(SLOTS);
  readonly #ended = new Uint8Array(SLOTS);
  #first = 0;
  #count = 0;

  constructor(report: PlaybackReport) {
    this.#report = report;
  }

  /** The item being played or waiting to be; -1 when there is none. */
  get item(): number {
    return this.#count ? this.#ids[this.#first]! : -1;
  }

  /** More is to come for the last item. */
  get open(): boolean {
    return this.#count > 0 && !this.#ended[this.#last];
  }

  get #last(): number {
    return (this.#first + this.#count - 1) % SLOTS;
  }

  /** Notes frames behind all others; the item before them, if another, has thereby ended. False: no slot is free. */
  push(item: number, frames: number): boolean {
    if (!this.#count || this.#ids[this.#last] !== item) {
      if (this.#count === SLOTS) return false;
      this.#count++;
      this.#ids[this.#last] = item;
      this.#frames[this.#last] = 0;
    }
    this.#ended[this.#last] = 0;
    this.#frames[this.#last]! += frames;
    return true;
  }

  /** Nothing more comes for this item. Only the last can be open; one that is not here has nothing to end. */
  end(item: number): void {
    if (this.#count && this.#ids[this.#last] === item) this.#ended[this.#last] = 1;
  }

  /** Moves the playhead over `frames`, which must be waiting, and reports the boundaries it passes. */
  advance(frames: number): void {
    while (frames > 0) {
      const left = this.#frames[this.#first]! - this.played;
      if (left) {
        if (!this.played) this.#report.started(this.item);
        const step = Math.min(frames, left);
        this.played += step;
        frames -= step;
      } else {
        this.#report.progress(this.item, this.played);
        this.#drop();
      }
    }
  }

  /** Everything was rendered and nothing is open: the last item leaves. */
  settle(): void {
    if (!this.#count) return;
    this.#report.drained(this.item, this.played);
    this.clear();
  }

  clear(): void {
    this.#count = this.played = 0;
  }

  #drop(): void {
    this.#first = (this.#first + 1) % SLOTS;
    this.#count--;
    this.played = 0;
  }
}
