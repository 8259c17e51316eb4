/** Handlers of the session itself: set-up, limits, errors, warnings. They know nothing of the connection that carries it. */
import * as gates from './response-gate.js';
import type { RareRules } from './rare-rules.js';
import { problemOf, tell } from './service-problem.js';
import { CLEAN_UP, step, nextId, notify, applyGate, andThen, type Rules, type Step, type Turn } from './turn.js';
import type { RequestSession, ResponseCreateParams, ResponseSession } from '../protocol/objects/index.js';
import type { ServerEventOf } from '../protocol/server-events.js';

/** The id of the event that sets a line's session up. */
export const SET_UP = 'vla_session';

export const setUpText = (session: RequestSession): string =>
  JSON.stringify({ type: 'session.update', event_id: SET_UP, session });

function rulesOf({ turn_detection, input_audio_transcription, voice }: ResponseSession): Rules {
  return {
    createResponse: turn_detection ? turn_detection.create_response !== false : false,
    interruptResponse: turn_detection ? turn_detection.interrupt_response !== false : false,
    autoTruncate: turn_detection?.auto_truncate === true,
    transcribes: Boolean(input_audio_transcription),
    azureVoice: typeof voice === 'object' && /^(azure|avatar)/.test(voice?.type),
  };
}

/** The session in force is the one that the service reports. The first report opens the conversation. */
export function onSessionUpdated(turn: Turn, { session }: ServerEventOf<'session.updated'>): Step {
  const told = step({ ...turn, ready: true, rules: rulesOf(session) }, notify({ kind: 'session', session }));
  return turn.ready
    ? told
    : andThen(
        andThen(told, (next) => step(next, { kind: 'ready' })),
        greet,
      );
}

/** Azure voices speak a text as it is written. An OpenAI voice cannot, so the model is asked to say it. */
function greet(turn: Turn): Step {
  const { greeting } = turn;
  if (!greeting || turn.gate.slot.phase !== 'free') return step(turn);
  const params: ResponseCreateParams =
    turn.rules.azureVoice || turn.mode === 'text'
      ? {
          pre_generated_assistant_message: {
            type: 'message',
            role: 'assistant',
            content: [{ type: 'text', text: greeting }],
          },
        }
      : { instructions: `Greet the visitor with exactly these words and nothing else: ${greeting}` };
  const [eventId, next] = nextId({ ...turn, greeting: undefined });
  return applyGate(next, gates.ask(next.gate, { eventId, params }));
}

/** Errors that only say that there was nothing left to cancel. */
const NOTHING_TO_CANCEL = /response_cancel_not_active|no active response/i;
/** Errors about clean-ups that came too late, where no event is named. */
const TOO_LATE = new RegExp(
  `${NOTHING_TO_CANCEL.source}|already shorter than|audio messages can be truncated|truncating item`,
  'i',
);
const BUSY = /already.has.(an.)?active.response/i;
/** The id of a change of the page's settings. A refused one only leaves a setting as it was. */
export const CHANGE_ID = 'vla_settings';

export function onError(turn: Turn, { error }: ServerEventOf<'error'>, rare?: RareRules): Step {
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
  const aside = rare?.refusedAside(turn, eventId, error);
  return andThen(freed, (next) => step(next, aside ?? tell(cause, code)));
}

/** The page shows the limits with the usage of an answer. */
export const onRateLimits = (turn: Turn, { rate_limits }: ServerEventOf<'rate_limits.updated'>): Step =>
  step(turn, notify({ kind: 'rate-limits', rateLimits: rate_limits }));

export const onWarning = (turn: Turn, { warning }: ServerEventOf<'warning'>): Step =>
  step(
    turn,
    notify({
      kind: 'warning',
      text: `The service warns: ${[warning.code, warning.message].filter(Boolean).join(' ')}`,
      warning,
    }),
  );
