import { measureCosts } from './measure/cost.js';
import { report } from './report.js';
import { ratio, short, spread, type Spread } from './stats.js';
import type { Row } from './table.js';

/** µs a chunk of 20 ms are so many percent of a core. */
const percent = (us: number): string => `${((us * 100) / 20_000).toFixed(2)} %`;
const told = ({ p50, p95, max, n }: Spread): string =>
  `${percent(p50)} p50, ${percent(p95)} p95, ${percent(max)} max (n=${n})`;

it('CPU of the engine, duplex', async () => {
  const costs = await measureCosts(40);
  const of = (name: string) => spread(costs[name] ?? []);
  const own = of('duplex ours');
  const against = (figure: string, control: string, goal: string, met?: (share: number) => boolean): Row => ({
    figure: `CPU duplex, ${figure}`,
    ours: told(own),
    control: told(of(control)),
    ratio: ratio(own.p50, of(control).p50),
    goal,
    met: met?.(own.p50 / of(control).p50),
  });
  const wire = ['append', 'delta'].map((way) => [of(`${way} ours`).p50, of(`${way} sdk`).p50] as const);
  const [ours, sdk] = [0, 1].map((i) => wire[0]![i]! + wire[1]![i]!) as [number, number];
  await report(8, 'Speech up and speech down for one second, in a worker: share of a core', [
    { ...against('of a core', 'duplex sdk, linear', '<= 2 %'), met: own.p50 <= 400 },
    against('the SDK, same filter', 'duplex sdk, same filter', '<= 0.25', (share) => share <= 0.25),
    against('the SDK, linear', 'duplex sdk, linear', '<= 0.25', (share) => share <= 0.25),
    against('btoa string, linear', 'duplex string, linear', ''),
    {
      figure: 'CPU duplex, the wire alone, the SDK',
      ours: `${percent(ours)} (${short(ours)} us a chunk)`,
      control: `${percent(sdk)} (${short(sdk)} us a chunk)`,
      ratio: ratio(ours, sdk),
      goal: '<= 0.25',
      met: ours / sdk <= 0.25,
    },
  ]);
});
