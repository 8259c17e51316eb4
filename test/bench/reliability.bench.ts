import {
  longCall,
  manyLosses,
  manyStarts,
  reconnectTimes,
  toneOverHandOver,
  type Left,
} from './measure/reliability.js';
import { report } from './report.js';
import { ratio, short, spread } from './stats.js';

const LOSSES = 30;
const TIMED_LOSSES = 8;
const STARTS = 500;
const WARM_UP = 20;
const HAND_OVERS = 4;
const LIFE_MS = 30_000;
const MOST_BYTES = 2 * 2 ** 20;

const mega = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MB`;

const told = ({ heapBytes, ...counts }: Left): string =>
  `${Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ')}; heap ${mega(heapBytes)}`;

const isNothing = ({ heapBytes, ...counts }: Left): boolean =>
  heapBytes <= MOST_BYTES && Object.values(counts).every((count) => count === 0);

const ONE = { control: '', ratio: '' };

it('lost connections', async () => {
  const { losses, turns, misplaced, unanswered, answeredTwice, unknownToService, faults, heapBytes } =
    await manyLosses(LOSSES);
  await report(20, `${losses} lost connections in one call, at random moments, 50 ms round trip`, [
    {
      figure: `${losses} losses, ${turns} turns`,
      ours: `${misplaced} misplaced, ${unanswered} unanswered, ${answeredTwice} answered twice, ${unknownToService} unknown to the service, ${faults} faults`,
      ...ONE,
      goal: '0',
      met: misplaced + unanswered + answeredTwice + unknownToService + faults === 0,
    },
    {
      figure: `heap after ${losses} losses`,
      ours: mega(heapBytes),
      ...ONE,
      goal: '< 2 MB growth',
      met: heapBytes <= MOST_BYTES,
    },
  ]);
});

it('time to go on', async () => {
  const { first, again } = await reconnectTimes(TIMED_LOSSES);
  const [start, loss] = [spread(first).p50, spread(again).p50];
  await report(21, `From a loss to listening, beside a first connection; ${TIMED_LOSSES} of each, 50 ms round trip`, [
    {
      figure: 'loss to listening',
      ours: `${short(loss)} ms p50, ${short(Math.max(...again))} max`,
      control: `${short(start)} ms p50, a first connection`,
      ratio: ratio(loss, start),
      goal: '<= 2 x',
      met: loss <= 2 * start,
    },
  ]);
});

it('hand-over', async () => {
  const { breaks, silentQuanta, handOvers, samples } = await toneOverHandOver(LIFE_MS);
  const { left, handOvers: done, faults } = await longCall(HAND_OVERS, LIFE_MS);
  await report(22, 'Sessions that end and are followed by the next', [
    {
      figure: `steady tone over ${handOvers} hand-over`,
      ours: `${breaks} breaks in ${samples} samples at the service; ${silentQuanta} silent quanta at the ear`,
      ...ONE,
      goal: '0',
      met: handOvers === 1 && breaks + silentQuanta === 0,
    },
    {
      figure: `a call with ${done} hand-overs, as in two hours`,
      ours: `${faults} faults or reconnects; ${told(left)}`,
      ...ONE,
      goal: '0; < 2 MB growth',
      met: done >= HAND_OVERS && faults === 0 && isNothing(left),
    },
  ]);
});

it('starts', async () => {
  const left = await manyStarts(STARTS, WARM_UP);
  await report(23, `${STARTS} calls that are started and stopped`, [
    { figure: `${STARTS} starts`, ours: told(left), ...ONE, goal: '0; < 2 MB growth', met: isNothing(left) },
  ]);
});
