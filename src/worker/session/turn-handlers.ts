/**
 * The table of the conversation's rules: one handler for each event. It knows which event goes where; the handlers know what
 * to do. An event without a row does not compile.
 */
import * as answers from './response-handlers.js';
import * as commands from './command-handlers.js';
import type { RareEvent, RareRules } from './rare-rules.js';
import { slotTimeoutMs } from './response-gate.js';
import * as speech from './speech-handlers.js';
import { step, type Step, type Turn } from './turn.js';
import { onError, onRateLimits, onSessionUpdated } from './session-handlers.js';
import type { LocalEvent } from './local-events.js';
import type { ForwardedEvent } from '../protocol/forwarded-events.js';
import type { ServerEvent } from '../protocol/server-events.js';

/** Events without a rule. A page sees them as `vla-event`. */
type IgnoredEvent =
  | 'byom_credential.updated'
  | 'conversation.item.truncated'
  | 'input_audio_buffer.cleared'
  | 'output_audio_buffer.cleared'
  | 'output_audio_buffer.started'
  | 'output_audio_buffer.stopped'
  | 'realtime.call.connected'
  | 'realtime.call.disconnected'
  | 'realtime.call.failed'
  | 'realtime.call.incoming'
  | 'realtime.call.transfer.failed'
  | 'realtime.call.transfer.succeeded'
  | 'response.animation_blendshapes.done'
  | 'response.animation_viseme.done'
  | 'response.audio_timestamp.done'
  | 'response.content_part.added'
  | 'response.content_part.done'
  | 'response.function_call_arguments.delta'
  | 'response.function_call_arguments.done'
  | 'response.invocation.delta'
  | 'response.video.delta'
  | 'rtc.call.error'
  | 'rtc.call.sdp.created'
  | 'session.avatar.connecting'
  | 'session.avatar.switch_to_idle'
  | 'session.avatar.switch_to_speaking'
  | 'session.created';

/** Each event of the service is ignored or handled by a row, here or in the rare rules. There is no other kind. */
type HandledEvent = Exclude<ServerEvent, { readonly type: IgnoredEvent } | ForwardedEvent | RareEvent>;
export type TurnEvent = ServerEvent | LocalEvent;

type Rows<E extends { readonly type: string }> = {
  readonly [T in E['type']]: (turn: Turn, event: Extract<E, { readonly type: T }>, rare: RareRules | undefined) => Step;
};

const serverHandlers: Rows<HandledEvent> = {
  'session.updated': onSessionUpdated,
  error: onError,

  'input_audio_buffer.speech_started': speech.onSpeechStarted,
  'input_audio_buffer.speech_stopped': speech.onSpeechStopped,
  'input_audio_buffer.committed': speech.onCommitted,
  'conversation.item.input_audio_transcription.delta': speech.onTranscriptionDelta,
  'conversation.item.input_audio_transcription.completed': speech.onTranscriptionCompleted,
  'conversation.item.input_audio_transcription.failed': speech.onTranscriptionFailed,

  'conversation.item.created': answers.onItemCreated,
  'conversation.item.deleted': answers.onItemDeleted,
  'response.created': answers.onResponseCreated,
  'response.output_item.added': answers.onOutputItem,
  'response.output_item.done': answers.onOutputItemDone,
  'response.audio.delta': answers.onAudioDelta,
  'response.audio.done': answers.onAudioDone,
  'response.audio_transcript.delta': answers.onWords,
  'response.audio_transcript.done': (turn, event) => answers.onWordsDone(turn, event, event.transcript),
  'response.text.delta': answers.onWords,
  'response.text.done': (turn, event) => answers.onWordsDone(turn, event, event.text),
  'response.done': answers.onResponseDone,
  'rate_limits.updated': onRateLimits,
};

const localHandlers: Rows<LocalEvent> = {
  'playback.started': speech.onPlaybackStarted,
  'playback.drained': speech.onPlaybackDrained,
  'playback.flushed': speech.onPlaybackFlushed,
  'visitor.text': commands.onText,
  'visitor.interrupt': commands.onInterrupt,
  'visitor.hold': (turn, event) => speech.onHold({ ...turn, held: event.on }, event),
  'visitor.mode': commands.onMode,
  'tool.output': commands.onToolOutput,
  'page.event': commands.onPageEvent,
  'timer.gate': commands.onSlotTimeout,
};

/** No prototype: an event named "constructor" must find no handler. */
const rows = {
  __proto__: null,
  ...serverHandlers,
  ...localHandlers,
  // No document names this event; the service sends it.
  'conversation.item.done': answers.onItemCreated,
};

/** True for our own events. A frame of the service must not pass for one. */
export const isLocalEvent = ({ type }: { readonly type: string }): boolean => Object.hasOwn(localHandlers, type);

/** Advances the turn by one event. Pure: the engine runs the effects. `rare`: once they are loaded. */
export function stepTurn(turn: Turn, event: TurnEvent, rare?: RareRules): Step {
  const aside = rare?.asideOf(turn, event);
  if (aside) return extendTimeout(rare!.onAsideEvent(turn, aside, event as ServerEvent), event);
  const all = rare && Object.hasOwn(rare.rows, event.type) ? rare.rows : rows;
  const row = all[event.type as keyof typeof all] as
    ((turn: Turn, event: TurnEvent, rare: RareRules | undefined) => Step) | undefined;
  return extendTimeout(row ? row(turn, event, rare) : step(turn), event);
}

/**
 * Restarts the timeout with each event of the running response, so that a long answer is not given up, and with each sign of
 * the speech whose answer a message shares.
 */
function extendTimeout(taken: Step, event: TurnEvent): Step {
  const { gate, tools } = taken.turn;
  const { slot, waiting } = gate;
  const told =
    slot.phase === 'running'
      ? (event as { readonly response_id?: unknown }).response_id === slot.responseId
      : slot.phase === 'free' && /input_audio/.test(event.type);
  if (!told || !(waiting[0] || tools.answered[0])) return taken;
  return step(taken.turn, ...taken.effects, { kind: 'timer', ms: slotTimeoutMs(slot, 1) });
}
