import { LOADS } from './measure/main-thread.js';
import { SERVICE_PACE, silenceInside, SLOW_PACE, type GapsFigure } from './measure/gaps.js';
import { report } from './report.js';
import { ratio } from './stats.js';
import type { Row } from './table.js';

const SECONDS = 60;

const told = ({ silentQuanta, underruns }: GapsFigure): string => `${silentQuanta} quanta, ${underruns} underruns`;

const paces = [
  ['as the emulator sends', SERVICE_PACE],
  ['1.1 x real time', SLOW_PACE],
] as const;

it('gaps', async () => {
  const rows: Row[] = [];
  for (const [pace, faults] of paces) {
    for (const load of ['tasks', 'blocks'] as const) {
      const ours = await silenceInside({ route: 'direct', load, s: SECONDS, faults });
      const control = await silenceInside({ route: 'via main', load, s: SECONDS, faults });
      rows.push({
        figure: `gaps, ${LOADS[load]}, ${pace}`,
        ours: told(ours),
        control: told(control),
        ratio: ratio(ours.silentQuanta, control.silentQuanta),
        goal: '0 quanta',
        met: ours.silentQuanta === 0,
      });
    }
  }
  await report(
    4,
    `Silence inside a tone of ${SECONDS} s, +-30 ms of network jitter; control: by way of the main thread`,
    rows,
  );
});
