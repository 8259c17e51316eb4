/** Counters, gauges and histograms, written in the text format of Prometheus. */
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

type Labels = Readonly<Record<string, string>>;

const NAME = 'voice_relay';
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

class Histogram {
  readonly #buckets = SECONDS.map(() => 0);
  #count = 0;
  #sum = 0;

  observe(seconds: number): void {
    this.#count++;
    this.#sum += seconds;
    const at = SECONDS.findIndex((most) => seconds <= most);
    if (at >= 0) this.#buckets[at]!++;
  }

  lines(name: string): readonly string[] {
    let below = 0;
    return [
      ...SECONDS.map((most, i) => `${name}_bucket{le="${most}"} ${(below += this.#buckets[i]!)}`),
      `${name}_bucket{le="+Inf"} ${this.#count}`,
      `${name}_sum ${this.#sum}`,
      `${name}_count ${this.#count}`,
    ];
  }
}

const labelled = (name: string, labels: Labels): string => {
  const list = Object.entries(labels).map(([key, value]) => `${key}="${value.replace(/[\\"\n]/g, '_')}"`);
  return list.length > 0 ? `${name}{${list.join(',')}}` : name;
};

const COUNTERS = {
  tickets_total: 'Tickets asked for, by result.',
  calls_total: 'Calls that ended, by close code.',
  policy_total: 'Frames of pages that were changed or dropped, by reason.',
  bytes_total: 'Bytes passed on, by direction.',
  tokens_total: 'Tokens that the service counted.',
  micro_euros_total: 'Millionths of a euro spent, by the prices of the profiles.',
  upstream_failures_total: 'Calls that the service did not take, by reason.',
} as const;
const HISTOGRAMS = {
  connect_seconds: 'How long the service took to answer an upgrade.',
  frame_seconds: 'How long a frame stayed in the relay, one in a hundred.',
} as const;

export class Metrics {
  readonly #counters = new Map<string, Map<string, number>>();
  readonly #histograms = new Map<string, Histogram>();
  readonly #loop: IntervalHistogram = monitorEventLoopDelay({ resolution: 20 });
  readonly #gauges: () => Readonly<Record<string, number>>;

  constructor(gauges: () => Readonly<Record<string, number>>) {
    this.#gauges = gauges;
    this.#loop.enable();
  }

  count(name: keyof typeof COUNTERS, labels: Labels = {}, by = 1): void {
    const series = this.#counters.get(name) ?? new Map<string, number>();
    const key = labelled(`${NAME}_${name}`, labels);
    series.set(key, (series.get(key) ?? 0) + by);
    this.#counters.set(name, series);
  }

  observe(name: keyof typeof HISTOGRAMS, seconds: number): void {
    const histogram = this.#histograms.get(name) ?? new Histogram();
    histogram.observe(seconds);
    this.#histograms.set(name, histogram);
  }

  text(): string {
    const lines: string[] = [];
    for (const [name, help] of Object.entries(COUNTERS)) {
      lines.push(`# HELP ${NAME}_${name} ${help}`, `# TYPE ${NAME}_${name} counter`);
      for (const [key, value] of this.#counters.get(name) ?? []) lines.push(`${key} ${value}`);
    }
    for (const [name, help] of Object.entries(HISTOGRAMS)) {
      lines.push(`# HELP ${NAME}_${name} ${help}`, `# TYPE ${NAME}_${name} histogram`);
      lines.push(...(this.#histograms.get(name)?.lines(`${NAME}_${name}`) ?? []));
    }
    const gauges = { ...this.#gauges(), event_loop_p99_seconds: this.#loop.percentile(99) / 1e9 };
    for (const [name, value] of Object.entries(gauges)) {
      lines.push(`# TYPE ${NAME}_${name} gauge`, `${NAME}_${name} ${Number.isFinite(value) ? value : 0}`);
    }
    return `${lines.join('\n')}\n`;
  }

  close(): void {
    this.#loop.disable();
  }
}
