/** Measures silence inside a steady tone that the emulator sends over a real socket with jitter. */
import { seconds, until } from '../../helpers/page/live-agent.js';
import type { Load, Route } from './main-thread.js';
import { measureCall } from './measured-call.js';

export interface GapsPlan {
  readonly route: Route;
  readonly load: Load;
  /** Length of the tone in seconds, up to 99. */
  readonly s: number;
  /** How the emulator sends; `demo/emulator/faults.ts`. */
  readonly faults: string;
}

export interface GapsFigure {
  /** The length of all gaps together: how much longer the answer sounded than it is. */
  readonly silentQuanta: number;
  /** Underruns that the player reported. */
  readonly underruns: number;
}

const QUANTUM = 128;
/** The emulator delays each piece by up to this, which is a jitter of 30 ms in each direction. */
const JITTER = 'jitterMs:60';
/** The emulator's normal pace; the service is not slower. */
export const SERVICE_PACE = `speed:6,pieceMs:120,${JITTER}`;
/** A little faster than playback: little audio is buffered, so that a blocked thread can empty the buffer. */
export const SLOW_PACE = `speed:1.1,pieceMs:40,${JITTER}`;

let words: Promise<number> | undefined;

/** Length of the words before the tone, with their pauses, in seconds. */
function lengthOfWords(): Promise<number> {
  return (words ??= heard({ route: 'direct', load: 'idle', s: 1, faults: 'speed:20' }).then(
    ({ length }) => length - 1,
  ));
}

export async function silenceInside(plan: GapsPlan): Promise<GapsFigure> {
  const expected = (await lengthOfWords()) + plan.s;
  const { length, rate, underruns } = await heard(plan);
  return { silentQuanta: Math.round(((length - expected) * rate) / QUANTUM), underruns };
}

/** Time from the first sample of the answer to its last. */
function heard({ s, ...plan }: GapsPlan): Promise<{ length: number; rate: number; underruns: number }> {
  return measureCall(plan, async ({ agent, taps, probe, seen }) => {
    await agent.sendText(`tone ${s}`);
    await seen('vla-state', ({ state }) => state === 'speaking');
    await seconds(s);
    await until('the tone is over', () => agent.state !== 'speaking', 30);
    // The end of the sound is noticed with the quantum after the last loud one.
    await seconds(0.1);
    const { edges, rate } = await taps.output();
    const length = (edges.at(-1)!.frame - edges[0]!.frame) / rate;
    return { length, rate, underruns: (await probe.notes()).underruns };
  });
}
