import { heapSize, type HeapSize } from './measure/allocation.js';
import { simulate } from './measure/simulation.js';
import { report } from './report.js';
import { furthest, short } from './stats.js';

const MINUTES = 30;
const LONG_MINUTES = 9;
const WARM_UP_MINUTES = 2;

const mega = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MB`;

it('half an hour', async () => {
  const sizes: HeapSize[] = [];
  const figure = await simulate({
    minutes: MINUTES,
    oneLongAnswerMinutes: LONG_MINUTES,
    onMinute: async () => void sizes.push(await heapSize(true)),
  });
  const all = sizes.map(({ heap, buffers }) => heap + buffers);
  const warm = all[WARM_UP_MINUTES - 1]!;
  const growth = Math.max(...all.slice(WARM_UP_MINUTES)) - warm;
  // What a page holds that keeps the microphone's 16-bit samples, as some recorders do.
  const kept = (MINUTES - WARM_UP_MINUTES) * 60 * 48_000;
  const drift = furthest(figure.driftMs);
  await report(
    9,
    `${MINUTES} simulated minutes of duplex, ${figure.answers} answers, ${figure.interrupted} broken into`,
    [
      {
        figure: `heap after ${MINUTES} simulated minutes`,
        ours: `${mega(growth)} above ${mega(warm)} at most`,
        control: `${mega(kept)} where the microphone's samples are kept`,
        ratio: (growth / kept).toFixed(3),
        goal: '< 2 MB growth',
        met: growth < 2 * 2 ** 20,
      },
      {
        figure: `frames lost in ${MINUTES} simulated minutes`,
        ours: `${figure.lostSamples} samples, ${figure.gaps} gaps`,
        control: '',
        ratio: '',
        goal: '0',
        met: figure.lostSamples === 0 && figure.gaps === 0,
      },
      {
        figure: `playhead over ${MINUTES} simulated minutes`,
        ours: `off by ${short(drift)} ms at most; ${short(figure.driftMs.at(-1) ?? NaN)} ms after ${short(figure.longAnswerHeardMs / 1000)} s of one answer`,
        control: '',
        ratio: '',
        goal: '+-10 ms',
        met: Math.abs(drift) <= 10 && figure.longAnswerHeardMs > (LONG_MINUTES - 0.5) * 60_000,
      },
    ],
  );
});
