/** Tells when a connection may be gone: the page is in use again, or its network came or went. */

/** A page that was hidden for less kept its connections. Our choice. */
const HIDDEN_MS = 30_000;

/** @param wake called with true or false when the network came or went */
export function watchPage(wake: (online?: boolean) => void, signal: AbortSignal): void {
  let hiddenAt = Infinity;
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (Date.now() - hiddenAt >= HIDDEN_MS) wake();
    },
    { signal },
  );
  const { connection } = navigator as { connection?: EventTarget };
  connection?.addEventListener('change', () => wake(), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && wake(), { signal });
  addEventListener('online', () => wake(true), { signal });
  addEventListener('offline', () => wake(false), { signal });
}
