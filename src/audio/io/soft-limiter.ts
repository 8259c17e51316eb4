/** A limiter for volumes above 1: it bends peaks smoothly that would otherwise be clipped. It knows no device. */

/** Samples up to this size are not changed. Our choice. */
const KNEE = 0.7;
/** The largest input: full scale at the largest volume. */
const MOST = 2;
const POINTS = 2049;

/** The curve: a straight line up to the knee, then smoothly towards 1, which it does not exceed. */
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

/** Takes samples in [-2, 2] and gives samples in [-1, 1], without delay. A compressor node would add 6 ms. */
export function softLimiter(context: BaseAudioContext): Limiter {
  const curve = Float32Array.from({ length: POINTS }, (_, i) => limited(MOST * ((2 * i) / (POINTS - 1) - 1)));
  const input = new GainNode(context, { gain: 1 / MOST }); // a shaper takes [-1, 1] only
  const output = new WaveShaperNode(context, { curve });
  input.connect(output);
  return { input, output };
}
