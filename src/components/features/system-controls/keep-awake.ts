/**
 * Keeps the screen on until the signal is aborted, where the browser can: a phone that sleeps ends the call. The system
 * ends this whenever the page is hidden, so it is asked for again when the page is seen.
 */
export function keepAwake(signal: AbortSignal): void {
  const { wakeLock } = navigator as Partial<Navigator>;
  let lock: Promise<WakeLockSentinel | undefined> | undefined;
  const end = (): void => void lock?.then((held) => held?.release());
  const ask = (): void => {
    end();
    lock = document.hidden ? undefined : wakeLock?.request('screen').catch(() => undefined);
  };
  ask();
  document.addEventListener('visibilitychange', ask, { signal });
  signal.addEventListener('abort', end);
}
