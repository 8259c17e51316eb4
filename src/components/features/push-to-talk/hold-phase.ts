/** What passes between the button's logic (hold-button.ts) and its element (vla-hold.ts). */

/**
 * `leaving`: the pointer has left the button, and letting go would drop the turn. `latched`: the turn was begun by a click
 * that cannot be held, such as one of voice control or a screen reader, and the next click sends it.
 */
export type HoldPhase = 'up' | 'held' | 'leaving' | 'latched';

export interface Holdable {
  press(phase?: 'held' | 'latched'): void;
  /** Follows the pointer. `off`: it has left the button. */
  slide(off: boolean): void;
  release(): void;
  cancel(): void;
  /** Holds a turn as long as this key is down. */
  holdKey(event: KeyboardEvent): void;
}
