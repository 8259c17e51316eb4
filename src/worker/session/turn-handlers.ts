/** How the conversation thinks: one row an event. */
import * as answers from './answers.js';
import * as commands from './commands.js';
import * as speech from './speech.js';
import type { Step, Turn } from './turn.js';
import { onError, onSessionUpdated, onWarning } from './session-events.js';
import type { LocalEvent } from './local-events.js';
import type { ServerEvent } from '../protocol/server-events.js';

/** Events that change nothing here: they reach the page as `vla-event`. */
type Rested =
  | 'byom_credential.updated'
  | 'conversation.item.retrieved'
  | 'conversation.item.truncated'
  | 'input_audio_buffer.cleared'
  | 'mcp_list_tools.completed'
  | 'mcp_list_tools.failed'
  | 'mcp_list_tools.in_progress'
  | 'output_audio_buffer.cleared'
  | 'output_audio_buffer.started'
  | 'output_audio_buffer.stopped'
  | 'rate_limits.updated'
  | `realtime.call.${string}`
  | `response.animation_${string}`
  | `response.audio_timestamp.${string}`
  | 'response.audio_transcript.annotation.added'
  | 'response.content_part.added'
  | 'response.content_part.done'
  | `response.file_search_call.${string}`
  | `response.foundry_agent_call${string}`
  | `response.function_call_arguments.${string}`
  | 'response.invocation.delta'
  | `response.mcp_call${string}`
  | 'response.video.delta'
  | `response.web_search_call.${string}`
  | `rtc.call.${string}`
  | `session.avatar.${string}`
  | 'session.created';

export type HandledEvent = Exclude<ServerEvent, { readonly type: Rested }>;
export type TurnEvent = HandledEvent | LocalEvent;

type Handler<T extends TurnEvent['type']> = (turn: Turn, event: Extract<TurnEvent, { readonly type: T }>) => Step;

const handlers: { readonly [T in TurnEvent['type']]: Handler<T> } = {
  'session.updated': onSessionUpdated,
  error: onError,
  warning: onWarning,

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

  'playback.started': speech.onPlaybackStarted,
  'playback.drained': speech.onPlaybackDrained,
  'playback.flushed': speech.onPlaybackFlushed,
  'visitor.text': commands.onText,
  'visitor.interrupt': commands.onInterrupt,
  'visitor.mode': commands.onMode,
  'tool.output': commands.onToolOutput,
  'page.event': commands.onPageEvent,
  'timer.gate': commands.onPatienceOver,
};

/** Whether an event has a row; the others pass by. */
export const isHandled = (event: { readonly type: string }): event is TurnEvent => Object.hasOwn(handlers, event.type);

/** Advances the turn by one event. Pure: the engine runs the effects. */
export function stepTurn(turn: Turn, event: TurnEvent): Step {
  return (handlers[event.type] as Handler<TurnEvent['type']>)(turn, event);
}
