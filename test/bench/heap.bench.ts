import { growthOver } from './measure/growth.js';
import { report } from './report.js';
import { furthest, ratio, short } from './stats.js';

const MINUTES = 30;
const LONG_MINUTES = 9;
const WARM_UP_MINUTES = 2;

const mega = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MB`;

it('half an hour', async () => {
  const plan = { minutes: MINUTES, oneLongAnswerMinutes: LONG_MINUTES };
  const { ours, control, conversation } = await growthOver(plan, WARM_UP_MINUTES);
  const { answers, interrupted, lostSamples, gaps, driftMs, longAnswerHeardMs } = conversation;
  const drift = furthest(driftMs);
  await report(9, `${MINUTES} simulated minutes of duplex, ${answers} answers, ${interrupted} broken into`, [
    {
      figure: `heap after ${MINUTES} simulated minutes`,
      ours: `${mega(ours.atMost)} above ${mega(ours.warm)} at most`,
      control: `${mega(control.atMost)} above ${mega(control.warm)}, a recorder that keeps what it sends`,
      ratio: ratio(ours.atMost, control.atMost),
      goal: '< 2 MB growth',
      met: ours.atMost < 2 * 2 ** 20,
    },
    {
      figure: `frames lost in ${MINUTES} simulated minutes`,
      ours: `${lostSamples} samples, ${gaps} gaps`,
      control: '',
      ratio: '',
      goal: '0',
      met: lostSamples === 0 && gaps === 0,
    },
    {
      figure: `playhead over ${MINUTES} simulated minutes`,
      ours: `off by ${short(drift)} ms at most; ${short(driftMs.at(-1) ?? NaN)} ms after ${short(longAnswerHeardMs / 1000)} s of one answer`,
      control: '',
      ratio: '',
      goal: '+-10 ms',
      met: Math.abs(drift) <= 10 && longAnswerHeardMs > (LONG_MINUTES - 0.5) * 60_000,
    },
  ]);
});
