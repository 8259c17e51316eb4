/** What to do with a context that does not play. Loaded only when that happens. */
import type { SharedContext } from './audio-context.js';

/** On touch screens the finger's lifting is the gesture, elsewhere the press. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown'];

/** `running`: it plays. `stalled`: its clock stands still, or it was closed. `blocked`: an autoplay rule holds it back. */
export type ContextHealth = 'running' | 'stalled' | 'blocked';

/**
 * Makes a context run if that can be done, and looks whether its clock moves. While the system itself holds the context
 * (`interrupted`: a phone call, the lock screen) it waits: a resume would fail.
 * @param clockMs a clock that has not moved for so long will not
 */
export async function contextHealth(held: SharedContext, signal: AbortSignal, clockMs: number): Promise<ContextHealth> {
  const { context } = held;
  for (;;) {
    while (stateOf(context) === 'interrupted') await nextState(context, signal);
    signal.throwIfAborted(); // what was given back is not to be resumed
    if (stateOf(context) === 'closed') return 'stalled';
    const outcome = await held.resume();
    if (stateOf(context) === 'interrupted') continue;
    if (outcome === 'blocked') return 'blocked';
    const before = context.currentTime;
    await new Promise((resolve) => setTimeout(resolve, clockMs));
    if (context.currentTime > before) return 'running';
    if (stateOf(context) === 'running') return 'stalled';
  }
}

/** Resolves after the visitor's next tap or key anywhere on the page, in which the context is told to run; or earlier. */
export function nextGesture({ context }: SharedContext, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = (): void => {
      listening.abort();
      resolve();
    };
    const onGesture = (): void => {
      void context.resume().catch(() => undefined); // here: browsers count the gesture only inside its own event
      end();
    };
    for (const type of GESTURES) addEventListener(type, onGesture, { capture: true, signal: listening.signal });
    context.addEventListener('statechange', end, { signal: listening.signal });
    signal.addEventListener('abort', end, { signal: listening.signal });
  });
}

const nextState = (context: AudioContext, signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => context.addEventListener('statechange', resolve, { once: true, signal }));

/** With the state that the DOM's types do not know. */
const stateOf = ({ state }: AudioContext): string => state;
