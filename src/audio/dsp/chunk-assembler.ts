/** Takes a whole chunk. It owns `samples` until it gives them back by `recycle`. */
export type ChunkSink = (samples: Float32Array<ArrayBuffer>, sequence: number) => void;

/**
 * Joins quanta of any length into chunks of one length. Any rate; mono, or two channels one after the other. It knows no
 * port and no time.
 *
 * Memory: the pool of buffers is made beforehand, and `push` allocates nothing. A chunk that begins while no buffer is free
 * is lost. Its number is used up, so that the receiver sees the gap. The newest chunk is the lost one, because buffers that
 * were handed over are never taken back, and the chunks after it begin at the same frames as without the loss.
 */
export class ChunkAssembler {
  readonly #chunkFrames: number;
  readonly #pool: Float32Array<ArrayBuffer>[];
  readonly #sink: ChunkSink;
  readonly #length: number;
  /** The chunk that is being filled. Undefined while a chunk is lost. */
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
   * @param quantum mono, [-1, 1]; copied, never kept
   * @param second  the other channel, of the same length; it becomes the second half of a chunk
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

  /** Takes a buffer back into the pool. A buffer of another length is not of this pool and is ignored. */
  recycle(samples: Float32Array<ArrayBuffer>): void {
    if (samples.length === this.#length) this.#pool.push(samples);
  }
}
