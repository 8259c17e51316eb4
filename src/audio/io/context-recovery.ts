/** Examines a context that does not play, and waits for a gesture that makes it run. Loaded only when that happens. */
import type { SharedContext } from './audio-context.js';

/** Events in which browsers allow audio: on touch screens the lifting of the finger, elsewhere the press. */
const GESTURES = ['pointerdown', 'pointerup', 'keydown'];

/** `running`: it plays. `stalled`: its clock does not advance, or it was closed. `blocked`: an autoplay rule does not let it run. */
export type ContextHealth = 'running' | 'stalled' | 'blocked';

/**
 * Resumes a context if possible, and observes whether its clock advances. While the system holds the context (`interrupted`:
 * a phone call, the lock screen) it waits, because a resume would fail. Some systems never say that they let go, so the
 * visitor's next tap and the return to the page try it.
 * @param clockMs the time for the clock to advance
 */
export async function contextHealth(held: SharedContext, signal: AbortSignal, clockMs: number): Promise<ContextHealth> {
  const { context } = held;
  for (;;) {
    while (stateOf(context) === 'interrupted') {
      await nextGesture(held, signal);
      signal.throwIfAborted();
    }
    signal.throwIfAborted(); // a released context must not be resumed
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

/**
 * Resumes the context in the visitor's next tap or key press anywhere on the page, or when the page is seen again. Resolves
 * then, or when the state changes before.
 */
export function nextGesture({ context }: SharedContext, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = (): void => {
      listening.abort();
      resolve();
    };
    const onGesture = (): void => {
      void context.resume().catch(() => undefined); // here, because browsers accept a gesture only inside its own event
      end();
    };
    for (const type of GESTURES) addEventListener(type, onGesture, { capture: true, signal: listening.signal });
    const onSeen = (): unknown => document.hidden || onGesture();
    document.addEventListener('visibilitychange', onSeen, { signal: listening.signal });
    context.addEventListener('statechange', end, { signal: listening.signal });
    signal.addEventListener('abort', end, { signal: listening.signal });
  });
}

/** The state, including `interrupted`, which the DOM's types do not have. */
const stateOf = ({ state }: AudioContext): string => state;
