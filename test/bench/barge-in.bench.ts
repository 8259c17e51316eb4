import { LOADS } from './measure/main-thread.js';
import { answerDelays } from './measure/answers.js';
import { report } from './report.js';
import { furthest, ratio, short, spread, told } from './stats.js';
import type { Row } from './table.js';

const ANSWERS = 40;

it('barge-in and playhead', async () => {
  const silence: Row[] = [];
  const playhead: Row[] = [];
  for (const load of ['idle', 'tasks', 'blocks'] as const) {
    const ours = await answerDelays({ route: 'direct', load, answers: ANSWERS });
    const control = await answerDelays({ route: 'via main', load, answers: ANSWERS });
    const [delay, detour] = [spread(ours.silenceMs), spread(control.silenceMs)];
    const more = load === 'idle' ? 0 : 5;
    silence.push({
      figure: `barge-in, ${LOADS[load]}`,
      ours: `${told(delay)}, ${ours.missing} missing`,
      control: `${told(detour)}, ${control.missing} missing`,
      ratio: ratio(delay.p95, detour.p95),
      goal: `<= ${10 + more} p50, ${15 + more} p95`,
      met: delay.p50 <= 10 + more && delay.p95 <= 15 + more && ours.missing === 0,
    });
    playhead.push({
      figure: `playhead, ${LOADS[load]}`,
      ours: `off by at most ${short(furthest(ours.playheadMs))} ms (n=${ours.playheadMs.length}), ${ours.moreThanReceived} beyond received`,
      control: `off by at most ${short(furthest(control.playheadMs))} ms`,
      ratio: '',
      goal: '+-10 ms, never more than received',
      met: Math.abs(furthest(ours.playheadMs)) <= 10 && ours.moreThanReceived === 0 && ours.missing === 0,
    });
  }
  await report(3, 'speech_started received in the worker to silence behind the last gain', silence);
  await report(5, 'audio_end_ms less what the tap heard less the way to the ear', playhead);
});
