import { LOADS } from './measure/main-thread.js';
import { answerDelays } from './measure/answers.js';
import { report } from './report.js';
import { ratio, spread, told } from './stats.js';
import type { Row } from './table.js';

const ANSWERS = 40;

it('playback', async () => {
  const rows: Row[] = [];
  for (const load of ['idle', 'tasks', 'blocks'] as const) {
    const ours = await answerDelays({ route: 'direct', load, answers: ANSWERS });
    const control = await answerDelays({ route: 'via main', load, answers: ANSWERS });
    const [delay, detour] = [spread(ours.startMs), spread(control.startMs)];
    rows.push({
      figure: `playback starts, ${LOADS[load]}`,
      ours: `${told(delay)}, ${ours.missing} missing`,
      control: `${told(detour)}, ${control.missing} missing`,
      ratio: ratio(delay.p95, detour.p95),
      goal: '<= 15 p50, 25 p95',
      met: delay.p50 <= 15 && delay.p95 <= 25 && ours.missing === 0,
    });
  }
  const small = await answerDelays({ route: 'direct', load: 'idle', answers: ANSWERS, pieceMs: 20 });
  const [without, within] = [spread(small.startMs), spread(small.firstDeltaMs)];
  rows.push({
    figure: 'playback starts, deltas of 20 ms',
    ours: told(without),
    control: `${told(within)} with the prebuffer's wait`,
    ratio: ratio(without.p95, within.p95),
    goal: '<= 15 p50, 25 p95',
    met: without.p50 <= 15 && without.p95 <= 25,
  });
  await report(2, 'Delta received to first sample behind the last gain, the prebuffer once full', rows);
});
