/** For volumes above 1: what would be cut off hard is bent instead. */

/** Up to here nothing changes. */
const KNEE = 0.7;
/** The loudest sample that enters: full scale at the largest volume. */
const MOST = 2;
const POINTS = 2049;

/** The bend: a straight line up to the knee, then smoothly towards 1, which is not passed. */
export function limited(sample: number): number {
  const size = Math.abs(sample);
  if (size <= KNEE) return sample;
  const room = 1 - KNEE;
  return Math.sign(sample) * (KNEE + room * Math.tanh((size - KNEE) / room));
}

export interface Limiter {
  readonly input: AudioNode;
  readonly output: AudioNode;
}

/** Samples of [-2, 2] in, [-1, 1] out, without delay: a compressor would add 6 ms. */
export function softLimiter(context: BaseAudioContext): Limiter {
  const curve = Float32Array.from({ length: POINTS }, (_, i) => limited(MOST * ((2 * i) / (POINTS - 1) - 1)));
  const input = new GainNode(context, { gain: 1 / MOST }); // a shaper takes [-1, 1] only
  const output = new WaveShaperNode(context, { curve });
  input.connect(output);
  return { input, output };
}
