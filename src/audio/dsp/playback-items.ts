/**
 * Takes reports of what happened while playing. Called inside `pull` and `flush` on the audio thread, so it must be quick.
 * `item`: the number given to `push`; `played`: the number of frames of that item that were rendered.
 */
export interface PlaybackReport {
  /** The first sample of this item is in the quantum being rendered. */
  started(item: number): void;
  /** The position of the playhead: the item was played to its end and the next follows, or the buffer ran dry. */
  progress(item: number, played: number): void;
  /** The buffer ran dry inside an item. */
  underrun(item: number): void;
  /** A complete item was rendered to its end, and nothing waits. */
  drained(item: number, played: number): void;
  /** Playback is silent after a flush. `item` is -1 when no item had started. */
  flushed(item: number, played: number): void;
}

/** The most items that can wait at once. In practice fewer fit into the ring. */
const SLOTS = 64;

/**
 * Knows which frames in the ring belong to which item: a queue of items in playing order, made beforehand. The first one is
 * the one that is played. It knows no samples.
 */
export class PlaybackItems {
  /** The number of frames of the first item that were rendered. */
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

  /** The item that is played or waits first; -1 when there is none. */
  get item(): number {
    return this.#count ? this.#ids[this.#first]! : -1;
  }

  /** True while the last item is not complete. */
  get open(): boolean {
    return this.#count > 0 && !this.#ended[this.#last];
  }

  get #last(): number {
    return (this.#first + this.#count - 1) % SLOTS;
  }

  /** Adds frames after all others. A new item completes the one before it. Returns false when no slot is free. */
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

  /** Marks an item as complete. Only the last one can be incomplete, so any other is ignored. */
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

  /** Everything was rendered and the last item is complete: removes it and reports that. */
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
