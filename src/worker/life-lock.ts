/** The lock by which the page learns that this worker died. */

/** Resolves when the lock is held. Otherwise the page could get it first and take this worker for dead. */
export function holdLifeLock(name: string | undefined): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager }; // none in a sandboxed frame
  if (!name || !locks) return Promise.resolve();
  return new Promise((held) => {
    const forever = () => new Promise<void>(() => held());
    locks.request(name, forever).catch(() => held());
  });
}
