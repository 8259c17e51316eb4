import { allocationPerQuantum } from './measure/allocation.js';
import { report } from './report.js';
import { ratio } from './stats.js';
import type { Row } from './table.js';

const QUANTA = 200_000;

it('allocation in process()', async () => {
  const { capture, playback, control, nothing, told } = await allocationPerQuantum(QUANTA);
  const row = (processor: string, bytes: number): Row => ({
    figure: `allocation in process(), ${processor}`,
    ours: `${bytes.toFixed(2)} bytes a quantum (n=${QUANTA})`,
    control: `${control.toFixed(0)} bytes, a copy of each quantum`,
    ratio: ratio(bytes, control),
    goal: '~0 (< 4 bytes)',
    met: bytes < 4 && told.chunks > 0 && told.levels > 0,
  });
  await report(10, `What process() leaves on the heap: ${told.chunks} chunks, ${told.levels} levels`, [
    row('capture, microphone and reference, levels on', capture),
    row('playback, levels on', playback),
    { ...row('an empty call', nothing), goal: '', met: undefined },
  ]);
});
