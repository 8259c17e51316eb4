/** Replaces one custom state of an element by another. */
export function replaceState(internals: ElementInternals | undefined, before: string, after: string): void {
  try {
    internals!.states.delete(before);
    internals!.states.add(after);
  } catch {
    // Older browsers have no custom states, or allow only names that begin with "--". Pages use the attribute there.
  }
}
