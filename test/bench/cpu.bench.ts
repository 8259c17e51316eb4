import { measureCosts } from './measure/cost.js';
import { report } from './report.js';
import { ratio, short, spread, type Spread } from './stats.js';
import type { Row } from './table.js';

/** Converts µs for a chunk of 20 ms to percent of a core. */
const percent = (us: number): string => `${((us * 100) / 20_000).toFixed(2)} %`;
const told = ({ p50, p95, max, n }: Spread): string =>
  `${percent(p50)} p50, ${percent(p95)} p95, ${percent(max)} max (n=${n})`;

it('CPU of the engine, duplex', async () => {
  const costs = await measureCosts(40);
  const of = (name: string) => spread(costs[name] ?? []);
  const own = of('duplex ours');
  const against = (figure: string, control: string, goal = ''): Row => ({
    figure: `CPU duplex, ${figure}`,
    ours: told(own),
    control: told(of(control)),
    ratio: ratio(own.p50, of(control).p50),
    goal,
    met: undefined,
  });
  const wire = ['append', 'delta'].map((way) => [of(`${way} ours`).p50, of(`${way} sdk`).p50] as const);
  const [ours, sdk] = [0, 1].map((i) => wire[0]![i]! + wire[1]![i]!) as [number, number];
  await report(8, 'Speech up and speech down for one second, in a worker: share of a core', [
    { ...against('of a core', 'duplex sdk, linear', '<= 2 %'), met: own.p50 <= 400 },
    // The SDK does not resample. With a resampler added on both sides, both do most of the work of a call.
    against('the SDK and our filter', 'duplex sdk, same filter'),
    against('the SDK and a linear one', 'duplex sdk, linear'),
    against('a btoa string and a linear one', 'duplex string, linear'),
    {
      figure: 'CPU duplex, the work of the SDK',
      ours: `${percent(ours)} (${short(ours)} us a chunk)`,
      control: `${percent(sdk)} (${short(sdk)} us a chunk)`,
      ratio: ratio(ours, sdk),
      goal: '<= 0.25',
      met: ours / sdk <= 0.25,
    },
  ]);
});
