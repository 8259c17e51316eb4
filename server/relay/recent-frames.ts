/** The newest frames that went to a page, by number: what a page that lost its line has not seen yet. */
const MOST_BYTES = 1024 * 1024;

interface Frame {
  readonly data: Buffer | string;
  readonly binary: boolean;
}

export class RecentFrames {
  readonly #frames: Frame[] = [];
  #bytes = 0;
  /** Number of the oldest frame that is kept; the first frame of a call has number 1. */
  #first = 1;

  /** @returns false when older frames had to go */
  add(frame: Frame): boolean {
    this.#frames.push(frame);
    this.#bytes += frame.data.length;
    let whole = true;
    while (this.#bytes > MOST_BYTES) {
      this.#bytes -= this.#frames.shift()!.data.length;
      this.#first++;
      whole = false;
    }
    return whole;
  }

  /** Frames after that number; undefined when one of them is not kept any more, or the number was never reached. */
  after(seen: number): readonly Frame[] | undefined {
    const from = seen + 1 - this.#first;
    return from < 0 || from > this.#frames.length ? undefined : this.#frames.slice(from);
  }
}
