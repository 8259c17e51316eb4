/** Helpers for tests of the session's rules. They make turns and events, and read the effects of a step. */
import { later } from '../../../src/worker/later/later.js';
import { callId, itemId, responseId } from '../../../src/worker/protocol/ids.js';
import type { ClientEvent } from '../../../src/worker/protocol/client-events.js';
import type { ResponseItem, ResponseSession } from '../../../src/worker/protocol/objects/index.js';
import type { Mode, Notice } from '../../../src/worker/contract/conversation.js';
import type { Heard } from '../../../src/worker/session/local-events.js';
import { newTurn, type Effect, type Step, type Turn } from '../../../src/worker/session/turn.js';
import { stepTurn, type TurnEvent } from '../../../src/worker/session/turn-handlers.js';

/** A session as the service echoes it: it answers spoken turns and may be interrupted. */
export const SESSION = {
  id: 'sess_1',
  turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true, auto_truncate: false },
  input_audio_transcription: { model: 'azure-speech' },
  voice: { type: 'azure-standard', name: 'en-US-AvaNeural' },
} as ResponseSession;

/** An event with only the fields that the test needs. */
const event = (type: TurnEvent['type'], fields: object): TurnEvent => ({ type, ...fields }) as TurnEvent;

export const sessionUpdated = (changed: object = {}) =>
  event('session.updated', { session: { ...SESSION, ...changed } });
/** A session whose turn detection differs. */
export const detecting = (changed: object) =>
  sessionUpdated({ turn_detection: { ...SESSION.turn_detection, ...changed } });
export const speechStarted = (item = 'u1') => event('input_audio_buffer.speech_started', { item_id: item });
export const speechStopped = (item = 'u1') => event('input_audio_buffer.speech_stopped', { item_id: item });
export const committed = (item: string, previous?: string | null) =>
  event('input_audio_buffer.committed', { item_id: item, previous_item_id: previous });
export const heardDelta = (item: string, delta: string) =>
  event('conversation.item.input_audio_transcription.delta', { item_id: item, content_index: 0, delta });
export const heardWords = (item: string, transcript: string) =>
  event('conversation.item.input_audio_transcription.completed', { item_id: item, content_index: 0, transcript });
export const heardNothing = (item: string) =>
  event('conversation.item.input_audio_transcription.failed', { item_id: item, content_index: 0, error: {} });
export const itemCreated = (item: object, previous?: string | null) =>
  event('conversation.item.created', { item, previous_item_id: previous });
export const itemDeleted = (item: string) => event('conversation.item.deleted', { item_id: item });
export const created = (id = 'r1') => event('response.created', { response: { id, status: 'in_progress' } });
export const done = (id = 'r1', fields: object = {}) =>
  event('response.done', { response: { id, status: 'completed', output: [], ...fields } });
export const itemAdded = (item: object, response = 'r1') =>
  event('response.output_item.added', { response_id: response, item });
export const itemDone = (item: object, response = 'r1') =>
  event('response.output_item.done', { response_id: response, item });
export const toolCall = (call: string, response = 'r1') =>
  itemDone({ type: 'function_call', id: `i_${call}`, call_id: call, name: 'look', arguments: '{}' }, response);
export const audio = (response = 'r1', item = 'a1', delta = 'AAAA') =>
  event('response.audio.delta', { response_id: response, item_id: item, content_index: 0, delta });
export const audioDone = (item = 'a1') => event('response.audio.done', { response_id: 'r1', item_id: item });
export const words = (delta: string, item = 'a1', response = 'r1') =>
  event('response.audio_transcript.delta', { response_id: response, item_id: item, content_index: 0, delta });
export const wordsDone = (transcript: string, item = 'a1') =>
  event('response.audio_transcript.done', { response_id: 'r1', item_id: item, content_index: 0, transcript });
export const refusal = (fields: object) => event('error', { error: { type: 'invalid_request_error', ...fields } });
export const started = (item = 'a1') => event('playback.started', { itemId: itemId(item) });
export const drained = () => event('playback.drained', {});
export const flushed = (...heard: readonly Heard[]) => event('playback.flushed', { heard });
export const heard = (item: string, heardMs: number, receivedMs: number): Heard => ({
  itemId: itemId(item),
  heardMs,
  receivedMs,
});
export const typed = (text: string) => event('visitor.text', { text });
export const interrupt = () => event('visitor.interrupt', {});
export const mode = (to: Mode) => event('visitor.mode', { mode: to });
export const toolOutput = (call: string, output = '"ok"') => event('tool.output', { callId: callId(call), output });
export const pageEvent = (client: object) => event('page.event', { event: client });
export const timeUp = () => event('timer.gate', {});
export const message = (id: string, role: 'user' | 'assistant', content: readonly object[] = []): ResponseItem =>
  ({ type: 'message', id, role, content }) as ResponseItem;

/** Advances a turn by several events. Their effects are in one list. */
export function after(turn: Turn, ...events: readonly TurnEvent[]): Step {
  return events.reduce<Step>(
    (step, next) => {
      const { turn: stepped, effects } = stepTurn(step.turn, next, later.rules);
      return { turn: stepped, effects: [...step.effects, ...effects] };
    },
    { turn, effects: [] },
  );
}

/** A turn of a session that is set up, after these events. */
export const session = (...events: readonly TurnEvent[]): Turn =>
  after(newTurn('voice', undefined), sessionUpdated(), ...events).turn;

/** A turn in which the agent speaks: response r1, item a1. Its audio has begun to play. */
export const speaking = (...more: readonly TurnEvent[]): Turn =>
  session(created(), itemAdded(message('a1', 'assistant')), audio(), words('One two three four'), started(), ...more);

export const kinds = ({ effects }: Step): readonly string[] => effects.map(({ kind }) => kind);

export const sent = ({ effects }: Pick<Step, 'effects'>): readonly ClientEvent[] =>
  effects.flatMap((effect: Effect) => (effect.kind === 'send' ? [effect.event] : []));

export const sentTypes = (step: Pick<Step, 'effects'>): readonly string[] => sent(step).map(({ type }) => type);

export const notices = <K extends Notice['kind']>(
  { effects }: Step,
  kind: K,
): readonly Extract<Notice, { readonly kind: K }>[] =>
  effects.flatMap((effect) =>
    effect.kind === 'notify' && effect.notice.kind === kind
      ? [effect.notice as Extract<Notice, { readonly kind: K }>]
      : [],
  );

export const response = responseId;
export const item = itemId;
