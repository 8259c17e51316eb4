/** The status that the visitor sees. A status that lasts only a moment is not shown, because it would flicker. */
import type { SessionStatus } from '../../worker/contract/conversation.js';

const STARTS: readonly SessionStatus[] = ['requesting-mic', 'connecting'];
const GAPS: readonly SessionStatus[] = ['listening', 'thinking', 'working'];

/**
 * How long `next` must last before it replaces `shown`, in ms: 500 bridges the pause between two sentences, 300 hides a
 * start that is quick, 600 a connection that is lost for a moment.
 */
export const graceMs = (shown: SessionStatus, next: SessionStatus): number =>
  next === 'reconnecting'
    ? 600
    : shown === 'speaking' && GAPS.includes(next)
      ? 500
      : STARTS.includes(next) && !STARTS.includes(shown)
        ? 300
        : 0;

export interface Clock {
  setTimeout(task: () => void, ms: number): number;
  clearTimeout(timer: number | undefined): void;
}

export class DebouncedStatus {
  shown: SessionStatus = 'idle';
  readonly #clock: Clock;
  readonly #onShown: () => void;
  #next: SessionStatus = 'idle';
  #timer: number | undefined;

  constructor(onShown: () => void, clock: Clock = window) {
    this.#onShown = onShown;
    this.#clock = clock;
  }

  /** Takes a new status. It does not restart a running wait, which counts from the end of the status that is shown. */
  set(next: SessionStatus): void {
    this.#next = next;
    const ms = graceMs(this.shown, next);
    if (!ms || next === this.shown) this.#show();
    else this.#timer ??= this.#clock.setTimeout(() => this.#show(), ms);
  }

  #show(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.shown = this.#next;
    this.#onShown();
  }
}
