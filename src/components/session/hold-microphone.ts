/**
 * One call at a time for all tabs of an origin: a call holds a lock of the browser. A call that begins takes it away from one
 * in another tab, about which the visitor was asked before (`features/other-tab`). Without locks, calls know nothing of
 * each other.
 */
const LOCK = 'voice-live-agent-mic';

/** The calls of this page, which may have several agents. */
let calls = 0;

/** Holds the lock until the signal is aborted. `lost`: another tab has taken it. */
export function holdMicrophone(signal: AbortSignal, lost: () => void): void {
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(void calls--)));
  const { locks } = navigator as Partial<Navigator>;
  // A second call of this page waits for the lock of the first.
  locks?.request(LOCK, { steal: !calls++ }, () => ended).catch(({ name }: Error) => name === 'AbortError' && lost());
}

/** True when a call of another tab has the lock. */
export async function isInOtherTab(): Promise<boolean> {
  const { locks } = navigator as { readonly locks?: Partial<LockManager> };
  const { held = [] } = (await locks?.query?.().catch(() => undefined)) ?? {};
  return !calls && held.some(({ name }) => name === LOCK);
}
