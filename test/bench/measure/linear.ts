/** The control of the resampler: linear interpolation that keeps its position between chunks, as most pages use it. */
export class LinearResampler {
  readonly #step: number;
  #last = 0;
  #position = 1;

  constructor(inputRate: number, outputRate: number) {
    this.#step = inputRate / outputRate;
  }

  /** Returns the frames written. */
  process(input: Float32Array, output: Float32Array): number {
    let written = 0;
    // Position 0 is the last sample of the previous input, position 1 the first sample of this one.
    for (; this.#position <= input.length; this.#position += this.#step) {
      const whole = Math.floor(this.#position);
      const before = whole === 0 ? this.#last : input[whole - 1]!;
      const after = whole < input.length ? input[whole]! : before;
      if (whole === input.length && this.#position > whole) break;
      output[written++] = before + (after - before) * (this.#position - whole);
    }
    this.#position -= input.length;
    this.#last = input.at(-1) ?? this.#last;
    return written;
  }
}
