/**
 * What the service means by an error: that a clean-up came too late, that a request is refused, or that something is wrong.
 * Its warnings are told as they are.
 */
import { refusedAside } from './asides.js';
import { explain, problemOf } from './service-problem.js';
import type { ServerEventOf } from '../protocol/server-events.js';
import * as gates from '../session/response-gate.js';
import { CHANGE_ID, SET_UP } from '../session/session-handlers.js';
import { andThen, applyGate, CLEAN_UP, notify, step, type Step, type Turn } from '../session/turn.js';

/** Errors that only say that there was nothing left to cancel. */
const NOTHING_TO_CANCEL = /response_cancel_not_active|no active response/i;
/** Errors about clean-ups that came too late, where no event is named. */
const TOO_LATE = new RegExp(
  `${NOTHING_TO_CANCEL.source}|already shorter than|audio messages can be truncated|truncating item`,
  'i',
);
const BUSY = /already.has.(an.)?active.response/i;
export function onError(turn: Turn, { error }: ServerEventOf<'error'>): Step {
  if (error.event_id === CHANGE_ID)
    return step(turn, notify({ kind: 'warning', text: `The service keeps a setting as it was: ${error.message}` }));
  const eventId = error.event_id || undefined;
  const said = `${error.code} ${error.message}`;
  // These are never about a request for an answer, so the gate keeps its slot.
  if (eventId?.startsWith?.(CLEAN_UP) || (eventId ? NOTHING_TO_CANCEL : TOO_LATE).test(said)) return step(turn);
  if (BUSY.test(said)) return applyGate(turn, gates.busy(turn.gate, eventId));
  const { code, cause } = problemOf(error);
  if (!turn.ready) {
    const problem = { code: code === 'server-error' ? 'session-rejected' : code, cause } as const;
    // Only an answer to our own settings ends the start. Whether another error matters, the next event shows.
    return eventId === SET_UP
      ? step(turn, { kind: 'fail', problem })
      : step({ ...turn, omen: problem }, notify({ kind: 'warning', text: `The service reports: ${cause}` }));
  }
  const afterRefusal = gates.refused(turn.gate, eventId);
  const freed = applyGate(turn, afterRefusal);
  if (afterRefusal.gate.waiting.length > turn.gate.waiting.length) return freed; // the refused request waits and will be sent again
  const aside = refusedAside(turn, eventId, error);
  return andThen(freed, (next) => step(next, aside ?? explain(cause, code)));
}

export const onWarning = (turn: Turn, { warning }: ServerEventOf<'warning'>): Step =>
  step(
    turn,
    notify({
      kind: 'warning',
      text: `The service warns: ${[warning.code, warning.message].filter(Boolean).join(' ')}`,
      warning,
    }),
  );
