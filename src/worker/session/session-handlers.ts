/** Handlers of the session itself: set-up, limits, errors. They know nothing of the connection that carries it. */
import * as gates from './response-gate.js';
import { tell } from './service-problem.js';
import { step, nextId, notify, applyGate, andThen, type Rules, type Step, type Turn } from './turn.js';
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

/** The id of a change of the page's settings. A refused one only leaves a setting as it was. */
export const CHANGE_ID = 'vla_settings';

/** What is told of an error without the rare rules, which know what its words mean. */
export function onError(turn: Turn, { error }: ServerEventOf<'error'>): Step {
  const cause = [error.code, error.message].filter(Boolean).join(' ');
  if (turn.ready) return step(turn, tell(cause));
  return error.event_id === SET_UP
    ? step(turn, { kind: 'fail', problem: { code: 'session-rejected', cause } })
    : step(turn);
}

/** The page shows the limits with the usage of an answer. */
export const onRateLimits = (turn: Turn, { rate_limits }: ServerEventOf<'rate_limits.updated'>): Step =>
  step(turn, notify({ kind: 'rate-limits', rateLimits: rate_limits }));
