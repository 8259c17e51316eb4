/** Silence inside a steady tone of the emulator, over a real socket with jitter. */
import { seconds, until } from '../../helpers/page/live-agent.js';
import type { Load, Route } from './main-thread.js';
import { measureCall } from './measured-call.js';

export interface GapsPlan {
  readonly route: Route;
  readonly load: Load;
  /** Of the tone, up to 99. */
  readonly s: number;
  /** How the emulator sends; `demo/emulator/faults.ts`. */
  readonly faults: string;
}

export interface GapsFigure {
  /** By which the answer took longer than it is: in all its gaps together. */
  readonly silentQuanta: number;
  /** What the player itself noticed. */
  readonly underruns: number;
}

const QUANTUM = 128;
/** The emulator sends each piece up to this much later, which is 30 ms either way. */
const JITTER = 'jitterMs:60';
/** As fast as the emulator sends by itself; the service is no slower. */
export const SERVICE_PACE = `speed:6,pieceMs:120,${JITTER}`;
/** A little faster than it is played: what a route holds in store stays small, so that a block can empty it. */
export const SLOW_PACE = `speed:1.1,pieceMs:40,${JITTER}`;

let words: Promise<number> | undefined;

/** Seconds from the first sample to the last of the words before a tone, their own pauses included. */
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

/** How long the answer sounded, from its first sample to its last. */
function heard({ s, ...plan }: GapsPlan): Promise<{ length: number; rate: number; underruns: number }> {
  return measureCall(plan, async ({ agent, taps, probe, seen }) => {
    await agent.sendText(`tone ${s}`);
    await seen('vla-state', ({ state }) => state === 'speaking');
    await seconds(s);
    await until('the tone is over', () => agent.state !== 'speaking', 30);
    // The last quantum was rendered; the tap notices with the next.
    await seconds(0.1);
    const { edges, rate } = await taps.output();
    const length = (edges.at(-1)!.frame - edges[0]!.frame) / rate;
    return { length, rate, underruns: (await probe.notes()).underruns };
  });
}
