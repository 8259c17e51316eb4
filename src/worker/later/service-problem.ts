/**
 * What the words of an error mean. Errors come as events, and as the reason why a response failed. This module knows codes of
 * faults, and no sentence for the visitor.
 */
import type { Problem } from '../contract/faults.js';
import type { ServerEvent } from '../protocol/server-events.js';
import { tell } from '../session/service-problem.js';
import type { Effect } from '../session/turn.js';

/** Fields of an error. Services leave out each of them, or send null. */
interface Told {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly param?: unknown;
}

const RATE_LIMIT = /rate.?limit|too.?many.?requests|throttl/i;
/** Such as "Please try again in 1.2s" or "Retry after 20 seconds". */
const WAIT = /(?:again|retry) (?:in|after) (?:(\d+)m ?)?([\d.]+) ?(m?s)/i;

/** True for the error that announces the end of a session. */
const expires = ({ code, message }: Told): boolean =>
  /session_expired|maximum duration/i.test([code, message].join(' '));

/** A relay of the server kit is about to stop, and says so some time before: another takes the call. */
const DRAINING = 'relay_draining';
const DRAINS_WITHIN_MS = 20_000;

/** How long the session still lives, in ms, when this event announces its end. */
export const endsIn = (event: ServerEvent): number | undefined =>
  event.type === 'warning' && event.warning.code === DRAINING
    ? DRAINS_WITHIN_MS
    : event.type === 'error' && expires(event.error)
      ? 0
      : undefined;

export function problemOf(error: Told): Problem & { readonly cause: string } {
  const { type, code, message, param } = error;
  const cause = [code ?? type, message, param && `(${param as string})`].filter(Boolean).join(' ');
  return { code: expires(error) ? 'session-expired' : codeOf(cause), cause };
}

const codeOf = (cause: string) => (RATE_LIMIT.test(cause) ? 'throttled' : 'server-error');

/** Tells a problem that the conversation survives. */
export function explain(cause: string, code: Problem['code'] = codeOf(cause)): Effect {
  const [, minutes = 0, amount, unit] = WAIT.exec(cause) ?? [];
  return code === 'throttled' && amount
    ? { kind: 'throttled', cause, ms: Number(minutes) * 60_000 + Number(amount) * (unit === 'ms' ? 1 : 1000) }
    : tell(cause, code);
}
