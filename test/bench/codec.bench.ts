import { measureCosts } from './measure/cost.js';
import { report } from './report.js';
import { ratio, spread, told } from './stats.js';
import type { Row } from './table.js';

it('base64 and JSON', async () => {
  const costs = await measureCosts(40);
  const row = (figure: 'append' | 'delta', control: 'string' | 'sdk', named: string): Row => {
    const [own, other] = [spread(costs[`${figure} ours`]!), spread(costs[`${figure} ${control}`] ?? [])];
    return {
      figure: `${figure} of 20 ms, ${named}`,
      ours: told(own, 'us'),
      control: told(other, 'us'),
      ratio: ratio(own.p50, other.p50),
      goal: '< 1',
      met: own.p50 < other.p50,
    };
  };
  await report(7, 'A chunk of 20 ms to its text frame, and back', [
    row('append', 'string', 'btoa of a built string'),
    row('delta', 'string', 'atob and a loop'),
    row('append', 'sdk', 'the SDK'),
    row('delta', 'sdk', 'the SDK'),
  ]);
});
