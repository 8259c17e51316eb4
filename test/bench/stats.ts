/** The distribution of a figure's values. */
export interface Spread {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? NaN };
}

/** Rounds to few digits, since the measurement is not more precise. */
export const short = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(Math.abs(value) < 10 ? 1 : 0).replace(/^-0(\.0)?$/, '0') : String(value);

/** p50 / p95 / p99 / max */
export const told = ({ p50, p95, p99, max, n }: Spread, unit = 'ms'): string =>
  `${[p50, p95, p99, max].map(short).join(' / ')} ${unit} (n=${n})`;

/** Our value divided by the control's. */
export const ratio = (ours: number, control: number): string =>
  control === 0 ? '' : (ours / control).toFixed(Math.abs(ours / control) < 10 ? 2 : 0);

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const furthest = (values: readonly number[]): number =>
  values.reduce((worst, value) => (Math.abs(value) > Math.abs(worst) ? value : worst), 0);
