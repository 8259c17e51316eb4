import { executeServerCommand } from '@web/test-runner-commands';
import { measureCosts } from './measure/cost.js';
import { linear, ours, qualityOf, seams, type Convert, type Quality } from './measure/resampling.js';
import { report } from './report.js';
import { ratio, short, spread } from './stats.js';
import type { Row } from './table.js';

interface Resampled {
  readonly samples: readonly number[];
}

/** `speex-resampler`, quality 7, 16 bit, in Node. */
const speex: Convert = async (input, from, to) => {
  const payload = { samples: [...input], from, to };
  const { samples } = await executeServerCommand<Resampled, typeof payload>('bench-speex', payload);
  return Float32Array.from(samples);
};

it('resampler', async () => {
  const [own, control] = [await qualityOf(ours), await qualityOf(linear)];
  const oracle = await qualityOf(speex);
  const row = (
    figure: string,
    show: (quality: Quality) => string,
    goal: string,
    met: boolean | undefined,
    of: (quality: Quality) => number,
  ): Row => ({
    figure: `resampler 48 <-> 24, ${figure}`,
    ours: show(own),
    control: `linear ${show(control)}; speex ${show(oracle)}`,
    ratio:
      figure === 'delay' || figure.startsWith('ripple')
        ? ratio(of(own), of(control))
        : `${short(of(own) - of(control))} dB`,
    goal,
    met,
  });
  const [seam, restarted] = [await seams('ours'), await seams('linear restarted')];
  const costs = await measureCosts(20);
  const speed = (name: string) => 20_000 / spread(costs[name]!).p50;
  await report(6, 'The resampler, both ways', [
    row(
      'alias',
      (q) => `${short(q.aliasDb)} dB`,
      '<= -100 dB',
      own.aliasDb <= -100,
      (q) => q.aliasDb,
    ),
    row(
      'image of 9 kHz',
      (q) => `${short(q.imageDb)} dB`,
      '<= -100 dB',
      own.imageDb <= -100,
      (q) => q.imageDb,
    ),
    row(
      'ripple to 10 kHz',
      (q) => `${q.rippleDb.toFixed(3)} dB`,
      '<= 0.05 dB',
      own.rippleDb <= 0.05,
      (q) => q.rippleDb,
    ),
    row(
      'delay',
      (q) => `${q.delayMs.toFixed(2)} ms`,
      '<= 1.2 ms',
      own.delayMs <= 1.2,
      (q) => q.delayMs,
    ),
    {
      figure: 'resampler 48 <-> 24, chunked = whole',
      ours: `differs by ${seam}`,
      control: `linear, each message by itself: ${restarted.toFixed(2)}`,
      ratio: '',
      goal: '0',
      met: seam === 0,
    },
    {
      figure: 'resampler 48 <-> 24, down and up',
      ours: `${short(speed('resample filter'))} x real time`,
      control: `linear ${short(speed('resample linear'))} x`,
      ratio: ratio(speed('resample filter'), speed('resample linear')),
      goal: '',
      met: undefined,
    },
  ]);
});
