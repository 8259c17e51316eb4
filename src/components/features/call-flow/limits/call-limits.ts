/**
 * The page's limits of a conversation: `max-duration`, and `idle-timeout` without a word of either side. Before the end
 * the visitor is told, and can say "I am still here".
 */
import type { AgentHost } from '../../../contract/agent.js';
import type { EndReason } from '../../../contract/conversation.js';
import { isOver } from '../../../contract/status.js';
import type { SessionStatus } from '../../../../worker/contract/conversation.js';

/** How long before the end the visitor is told, at most, in ms. Half of a short limit. */
const WARNING_MS = 15_000;

export type LimitKind = Extract<EndReason, 'limit' | 'idle'>;

/** What is shown: what runs out, and in how many whole seconds. */
export interface Countdown {
  readonly kind: LimitKind;
  readonly seconds: number;
}

/** Nobody does anything: the visitor is waited for. */
const WAITING: ReadonlySet<SessionStatus> = new Set<SessionStatus>(['listening', 'idle']);

export interface LimitsPage {
  /** The countdown changed. */
  update(): void;
  /** Time is up. */
  end(kind: LimitKind): void;
}

export class CallLimits {
  countdown: Countdown | undefined;
  readonly #element: AgentHost;
  readonly #page: LimitsPage;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the conversation stood, and since when nobody has said anything; `performance.now()`. */
  #began: number | undefined;
  #quiet: number | undefined;

  constructor(element: AgentHost, page: LimitsPage) {
    this.#element = element;
    this.#page = page;
  }

  /** Somebody is there. */
  stay(): void {
    if (this.#quiet !== undefined) this.#quiet = performance.now();
    if (this.countdown?.kind === 'idle') this.#look();
  }

  /** The state may have changed. */
  follow(): void {
    const { state } = this.#element;
    if (isOver(state)) return this.#forget();
    if (state === 'connecting' || state === 'requesting-mic') return;
    // Idle before anything began: there is nothing to end.
    if (state === 'idle' && this.#began === undefined && this.#element.messages.length === 0) return;
    this.#began ??= performance.now();
    this.#quiet = WAITING.has(state) ? performance.now() : undefined;
    this.#look();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#began = this.#quiet = undefined;
    this.#show(undefined);
  }

  /** Looks which limit comes first, and when to look again: only a countdown ticks. */
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

/** What is left of a limit in seconds that began to count at `since`. */
function left(kind: LimitKind, since: number | undefined, limit: number | undefined) {
  if (since === undefined || limit === undefined) return undefined;
  const leftMs = since + limit * 1000 - performance.now();
  return { kind, leftMs, warningMs: Math.min(WARNING_MS, limit * 500) };
}
