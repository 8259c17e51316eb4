/** What the button that is held tells its element, and hears from it. */

/**
 * `leaving`: the finger slid off the button, and letting go would drop the turn. `latched`: begun by a press that has no
 * length, as those of voice control and screen readers; the next one sends.
 */
export type HoldPhase = 'up' | 'held' | 'leaving' | 'latched';

export interface Holdable {
  press(phase?: 'held' | 'latched'): void;
  /** Whether the finger is off the button. */
  slide(off: boolean): void;
  release(): void;
  cancel(): void;
  /** A key that is held like the button. */
  holdKey(event: KeyboardEvent): void;
}
