/** Handlers of the session itself: set-up, limits, errors, warnings. They know nothing of the connection that carries it. */
import * as gates from './response-gate.js';
import { step, nextId, notify, applyGate, andThen, type Rules, type Step, type Turn } from './turn.js';
import type { ResponseCreateParams, ResponseSession } from '../protocol/objects/index.js';
import type { ServerEvent } from '../protocol/server-events.js';

type Wire<T extends ServerEvent['type']> = Extract<ServerEvent, { readonly type: T }>;

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
export function onSessionUpdated(turn: Turn, { session }: Wire<'session.updated'>): Step {
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

/** Errors that only report that a response was already over. */
const HARMLESS = /response_cancel_not_active|no active response/i;

/** The id of a change of the page's settings. A refused one only leaves a setting as it was. */
export const CHANGE_ID = 'vla_settings';

export function onError(turn: Turn, { error }: Wire<'error'>): Step {
  if (error.event_id === CHANGE_ID)
    return step(turn, notify({ kind: 'warning', text: `The service keeps a setting as it was: ${error.message}` }));
  // Such an error is never about a request for an answer, so the gate keeps its slot.
  if (HARMLESS.test(`${error.code} ${error.message}`)) return step(turn);
  const afterRefusal = gates.refused(turn.gate, error.event_id);
  const freed = applyGate(turn, afterRefusal);
  if (afterRefusal.gate.waiting.length > turn.gate.waiting.length) return freed; // the refused request waits and will be sent again
  const cause = [error.code ?? error.type, error.message, error.param && `(${error.param})`].filter(Boolean).join(' ');
  if (!turn.ready) {
    // Without a session the conversation cannot go on.
    return andThen(freed, (next) =>
      step(next, {
        kind: 'fail',
        problem: { code: 'session-rejected', cause },
      }),
    );
  }
  const code = error.code === 'session_expired' ? 'session-expired' : 'server-error';
  return andThen(freed, (next) => step(next, notify({ kind: 'problem', problem: { code, cause }, ended: false })));
}

/** The page shows the limits with the usage of an answer. */
export const onRateLimits = (turn: Turn, { rate_limits }: Wire<'rate_limits.updated'>): Step =>
  step(turn, notify({ kind: 'rate-limits', rateLimits: rate_limits }));

export const onWarning = (turn: Turn, { warning }: Wire<'warning'>): Step =>
  step(
    turn,
    notify({
      kind: 'warning',
      text: `The service warns: ${[warning.code, warning.message].filter(Boolean).join(' ')}`,
    }),
  );
