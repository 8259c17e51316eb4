import { LOADS, type Load } from './measure/main-thread.js';
import { portFloor } from './measure/port-latency-baseline.js';
import { captureDelay } from './measure/capture.js';
import { report } from './report.js';
import { ratio, spread, told, type Spread } from './stats.js';
import type { Row } from './table.js';

const SECONDS = 20;

const goals: { readonly [L in Load]: readonly [string, (delay: Spread) => boolean] } = {
  idle: ['<= 3 p50, 10 p99; 0 lost', ({ p50, p99 }) => p50 <= 3 && p99 <= 10],
  tasks: ['<= 15 p99; 0 lost', ({ p99 }) => p99 <= 15],
  blocks: ['<= 30 max; 0 lost', ({ max }) => max <= 30],
};

it('capture', async () => {
  const rows: Row[] = [];
  for (const load of ['idle', 'tasks', 'blocks'] as const) {
    const beat = await portFloor();
    const ours = await captureDelay('direct', load, SECONDS);
    const floor = spread(await beat.end());
    const control = await captureDelay('via main', load, SECONDS);
    const [delay, detour] = [spread(ours.beyondFrameMs), spread(control.beyondFrameMs)];
    const [goal, holds] = goals[load];
    rows.push({
      figure: `capture, ${LOADS[load]}`,
      ours: `${told(delay)}, ${ours.lostFrames} lost`,
      control: `${told(detour)}, ${control.lostFrames} lost`,
      ratio: ratio(delay.p99, detour.p99),
      goal,
      met: holds(delay) && ours.lostFrames === 0,
    });
    rows.push({
      figure: '  the machine meanwhile: a bare port',
      ours: told(delay),
      control: told(floor),
      ratio: ratio(delay.p99, floor.p99),
      goal: '',
      met: undefined,
    });
  }
  await report(1, 'Microphone to socket, beyond the frame of 20 ms; control: by way of the main thread', rows);
});
