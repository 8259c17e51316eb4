/**
 * The page's limits of a conversation: `max-duration` counts from its start, `idle-timeout` from the last word of either
 * side. The visitor is warned before the end, and can answer "I am still here". It counts; `call-limits.ts` shows the warning.
 */
import type { AgentHost } from '../../contract/agent.js';
import type { EndReason } from '../../contract/conversation.js';
import { isOver } from '../../contract/status.js';
import type { SessionStatus } from '../../../worker/contract/conversation.js';

/** The visitor is warned this long before the end, or for the second half of a limit below 30 s. */
const WARNING_MS = 15_000;

export type LimitKind = Extract<EndReason, 'limit' | 'idle'>;

/** The warning: which limit runs out, and in how many whole seconds. */
export interface Countdown {
  readonly kind: LimitKind;
  readonly seconds: number;
}

/** Statuses in which neither side does anything. The idle time counts only in these. */
const WAITING: ReadonlySet<SessionStatus> = new Set<SessionStatus>(['listening', 'idle']);

/** How long a conversation has lasted, and how long neither side had said anything, in ms. */
export interface Before {
  readonly spentMs: number;
  readonly quietMs: number;
}

export interface LimitsPage {
  /** Called when the countdown has changed. */
  update(): void;
  /** True when there is a conversation. */
  isActive(): boolean;
  /** What a conversation that begins now brings along from an earlier page. */
  before(): Before;
  /** Called when the time is up. */
  end(kind: LimitKind): void;
}

export class LimitTimer {
  countdown: Countdown | undefined;
  readonly #element: AgentHost;
  readonly #page: LimitsPage;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the conversation began, and since when neither side has said anything, by `performance.now()`. */
  #began: number | undefined;
  #quiet: number | undefined;
  #isDown = false;
  /** A silence on the page before, which goes on until either side says something. */
  #quietBefore = 0;

  constructor(element: AgentHost, page: LimitsPage) {
    this.#element = element;
    this.#page = page;
  }

  /** Since when neither side has said anything, by `performance.now()`. Undefined while one is at work, or there is no line. */
  get quietSince(): number | undefined {
    return this.#isDown ? undefined : this.#quiet;
  }

  /** How long the conversation has lasted, in ms; undefined without one. */
  get spentMs(): number | undefined {
    return this.#began === undefined ? undefined : performance.now() - this.#began;
  }

  /** How long neither side has said anything, in ms. */
  get quietMs(): number | undefined {
    return this.#quiet === undefined ? undefined : performance.now() - this.#quiet;
  }

  /** Restarts the idle time, because one side said or did something. */
  stay(): void {
    if (this.#quiet !== undefined) this.#quiet = performance.now();
    if (this.countdown?.kind === 'idle') this.#look();
  }

  /** Starts, restarts or stops the limits after the element's state may have changed. */
  follow(): void {
    const { state } = this.#element;
    const isBack = this.#isDown;
    this.#isDown = state === 'reconnecting';
    if (isOver(state)) return this.#forget();
    if (state === 'connecting' || state === 'requesting-mic') return;
    // No conversation has begun yet, so there is nothing to end.
    if (this.#began === undefined && !this.#page.isActive()) return;
    if (this.#began === undefined) this.#begin();
    // A lost connection is no sign of either side: a silence goes on.
    if (this.#isDown || (isBack && this.#quiet !== undefined && WAITING.has(state))) return this.#look();
    this.#quiet = WAITING.has(state) ? performance.now() - this.#quietBefore : undefined;
    this.#quietBefore = 0;
    this.#look();
  }

  /** A visitor who was silent for long on the page before still gets the whole warning. */
  #begin(): void {
    const { quietMs, spentMs } = this.#page.before();
    this.#began = performance.now() - spentMs;
    const limit = this.#element.idleTimeout ?? Infinity;
    this.#quietBefore = Math.min(quietMs, limit * 1000 - warningOf(limit));
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#began = this.#quiet = undefined;
    this.#show(undefined);
  }

  /** Finds the limit that warns first, and sets a timer for the next look: each second in a countdown, else at the warning. */
  #look(): void {
    clearTimeout(this.#timer);
    const { maxDuration, idleTimeout } = this.#element;
    const next = [left('limit', this.#began, maxDuration), left('idle', this.#quiet, idleTimeout)]
      .flatMap((one) => one ?? [])
      .sort((a, b) => a.leftMs - a.warningMs - (b.leftMs - b.warningMs))[0];
    if (!next) return this.#show(undefined);
    const { kind, leftMs, warningMs } = next;
    if (leftMs <= 0) {
      this.#forget();
      return this.#page.end(kind);
    }
    const warns = leftMs <= warningMs;
    this.#show(warns ? { kind, seconds: Math.ceil(leftMs / 1000) } : undefined);
    this.#timer = setTimeout(() => this.#look(), warns ? leftMs % 1000 || 1000 : leftMs - warningMs);
  }

  #show(countdown: Countdown | undefined): void {
    if (countdown === undefined && this.countdown === undefined) return;
    this.countdown = countdown;
    this.#page.update();
  }
}

/** The time left of a limit, in ms. `limit` is in seconds and counts from `since`. Undefined when it does not count. */
function left(kind: LimitKind, since: number | undefined, limit: number | undefined) {
  if (since === undefined || limit === undefined) return undefined;
  const leftMs = since + limit * 1000 - performance.now();
  return { kind, leftMs, warningMs: warningOf(limit) };
}

const warningOf = (limit: number): number => Math.min(WARNING_MS, limit * 500);
