const WINDOW_S = 0.02;

/** The part of a window's power that one frequency has, 0 to 1 (Goertzel algorithm). */
function share(samples: ArrayLike<number>, from: number, count: number, cyclesPerSample: number): number {
  let real = 0;
  let imaginary = 0;
  let power = 0;
  for (let i = 0; i < count; i++) {
    const sample = samples[from + i]!;
    const phase = 2 * Math.PI * cyclesPerSample * i;
    real += sample * Math.cos(phase);
    imaginary -= sample * Math.sin(phase);
    power += sample * sample;
  }
  return power > 0 ? (2 * (real * real + imaginary * imaginary)) / (count * power) : 0;
}

/**
 * Finds tones of one frequency that last at least 0.15 s.
 * @param samples mono, any scale
 * @returns the onset of each, in seconds
 */
export function bursts(samples: ArrayLike<number>, rate: number, hz: number): number[] {
  const count = Math.round(WINDOW_S * rate);
  const loudest = Array.from(samples).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const onsets: number[] = [];
  let run = 0;
  for (let from = 0; from + count <= samples.length; from += count) {
    let peak = 0;
    for (let i = from; i < from + count; i++) peak = Math.max(peak, Math.abs(samples[i]!));
    const pure = peak > loudest / 20 && share(samples, from, count, hz / rate) > 0.9;
    run = pure ? run + 1 : 0;
    if (run * WINDOW_S > 0.15 && (run - 1) * WINDOW_S <= 0.15) onsets.push((from - (run - 1) * count) / rate);
  }
  return onsets;
}
