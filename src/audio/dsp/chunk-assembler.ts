/** Takes a whole chunk. `samples` is the taker's until it comes back by `recycle`. */
export type ChunkSink = (samples: Float32Array<ArrayBuffer>, sequence: number) => void;

/**
 * Gathers quanta of any length into chunks of one length. Any rate; mono, or two channels one behind the other.
 *
 * Memory: a pool of buffers made beforehand; `push` allocates nothing. A chunk that begins while every buffer is away
 * is lost, and its number with it, so that the taker sees the gap. What was already handed over is never taken back:
 * the newest is lost, and the grid of chunks stays as it was.
 */
export class ChunkAssembler {
  readonly #chunkFrames: number;
  readonly #pool: Float32Array<ArrayBuffer>[];
  readonly #sink: ChunkSink;
  readonly #length: number;
  /** The chunk being filled; undefined: it is being lost. */
  #chunk: Float32Array<ArrayBuffer> | undefined;
  #filled = 0;
  #sequence = 0;

  constructor(chunkFrames: number, buffers: number, sink: ChunkSink, channels = 1) {
    this.#chunkFrames = chunkFrames;
    this.#length = chunkFrames * channels;
    this.#pool = Array.from({ length: buffers }, () => new Float32Array(this.#length));
    this.#sink = sink;
  }

  /**
   * @param quantum mono, [-1, 1]; copied from, never kept
   * @param second  the other channel, as long; of a chunk it is the second half
   */
  push(quantum: Float32Array, second?: Float32Array): void {
    for (let i = 0; i < quantum.length; i++) {
      if (!this.#filled) this.#chunk = this.#pool.pop();
      if (this.#chunk) {
        this.#chunk[this.#filled] = quantum[i]!;
        if (second) this.#chunk[this.#filled + this.#chunkFrames] = second[i]!;
      }
      if (++this.#filled < this.#chunkFrames) continue;
      this.#filled = 0;
      const sequence = this.#sequence++;
      if (this.#chunk) this.#sink(this.#chunk, sequence);
    }
  }

  /** A buffer comes home. One of another length is not ours and is left to the garbage collector. */
  recycle(samples: Float32Array<ArrayBuffer>): void {
    if (samples.length === this.#length) this.#pool.push(samples);
  }
}
