/**
 * Handlers of speech: the visitor's turns and words, barge-in, and the playback of the agent. They know speech by events only,
 * never by samples.
 */
import * as gates from './response-gate.js';
import type { Local } from './local-events.js';
import { closed } from './tool-batch.js';
import { step, appendBounded, notify, applyGate, send, andThen, setTranscript, type Step, type Turn } from './turn.js';
import * as transcripts from './transcript.js';
import type { ServerEventOf } from '../protocol/server-events.js';

/**
 * Stops playback, and marks the running response so that audio that still arrives for it is not played. The flush is always
 * sent: a response may be complete before its first sample is heard, and only the playback knows whether something waits.
 */
export function silence(turn: Turn): Step {
  const running = gates.answering(turn.gate.slot);
  const silenced = running ? appendBounded(turn.silenced, running) : turn.silenced;
  return step({ ...turn, silenced, gate: gates.unwanted(turn.gate, 'requested') }, flush);
}

const flush = { kind: 'flush' } as const;
const CANCELLED = JSON.stringify({ error: 'cancelled: the visitor interrupted' });

/** Cancels the tool calls without a result. The model is told so, and no answer is requested for them. */
export function dropTools(turn: Turn): Step {
  const { owed } = turn.tools;
  const dropped = { ...turn, tools: closed(turn.tools) };
  if (owed.length === 0) return step(dropped);
  return owed.reduce(
    (soFar, call_id) =>
      andThen(soFar, (next) =>
        send(
          next,
          { type: 'conversation.item.create', item: { type: 'function_call_output', call_id, output: CANCELLED } },
          'cleanup',
        ),
      ),
    step(dropped, notify({ kind: 'tools-dropped', callIds: owed })),
  );
}

export function onSpeechStarted(turn: Turn, event: ServerEventOf<'input_audio_buffer.speech_started'>): Step {
  const speaking = { ...turn, visitorSpeaking: true };
  const silenced = turn.rules.interruptResponse ? andThen(silence(speaking), dropTools) : step(speaking);
  return andThen(
    andThen(silenced, (next) =>
      setTranscript(next, transcripts.place(next.transcript, event.item_id, { role: 'user' }), event.item_id),
    ),
    (next) => onHold(next, { on: true }),
  );
}

/** A turn of push to talk is shown like one that the service detects. */
export const onHold = (turn: Turn, { on }: Pick<Local<'visitor.hold'>, 'on'>): Step =>
  step({ ...turn, visitorSpeaking: on }, notify({ kind: 'speech', who: 'user', speaking: on }));

export function onSpeechStopped(turn: Turn): Step {
  const told = onHold(turn, { on: false });
  return turn.rules.createResponse
    ? andThen(told, (next) => applyGate(next, { gate: gates.reserve(next.gate) }))
    : told;
}

export const onCommitted = (turn: Turn, event: ServerEventOf<'input_audio_buffer.committed'>): Step =>
  setTranscript(
    turn,
    transcripts.place(turn.transcript, event.item_id, { role: 'user', previous: event.previous_item_id }),
    event.item_id,
  );

export const onTranscriptionDelta = (
  turn: Turn,
  event: ServerEventOf<'conversation.item.input_audio_transcription.delta'>,
): Step =>
  setTranscript(
    turn,
    transcripts.append(turn.transcript, event.item_id, 'user', event.delta ?? '', event.content_index ?? 0),
    event.item_id,
  );

export const onTranscriptionCompleted = (
  turn: Turn,
  event: ServerEventOf<'conversation.item.input_audio_transcription.completed'>,
): Step =>
  setTranscript(
    turn,
    transcripts.settle(turn.transcript, event.item_id, 'user', event.transcript, event.content_index),
    event.item_id,
  );

/** The words are lost. The message stays in its place with the words that came before. */
export const onTranscriptionFailed = (
  turn: Turn,
  event: ServerEventOf<'conversation.item.input_audio_transcription.failed'>,
): Step => setTranscript(turn, transcripts.close(turn.transcript, event.item_id), event.item_id);

export const onPlaybackStarted = (turn: Turn, { itemId }: Local<'playback.started'>): Step =>
  step(
    { ...turn, playing: itemId },
    ...(turn.playing === undefined ? [notify({ kind: 'speech', who: 'agent', speaking: true })] : []),
  );

export const onPlaybackDrained = (turn: Turn): Step =>
  step(
    { ...turn, playing: undefined, words: turn.words.filter(({ itemId }) => itemId !== turn.playing) },
    ...(turn.playing === undefined ? [] : [notify({ kind: 'speech', who: 'agent', speaking: false })]),
  );

/** The second half of a barge-in: the service and the transcript are cut to what the visitor heard. */
export function onPlaybackFlushed(turn: Turn, { heard }: Local<'playback.flushed'>): Step {
  return heard.reduce(
    (soFar, { itemId, heardMs, receivedMs }) =>
      andThen(soFar, (next) => {
        const share = receivedMs > 0 ? heardMs / receivedMs : 0;
        const words = turn.words.filter((word) => word.itemId === itemId);
        const heardWords = words.filter(({ endMs }) => endMs <= heardMs).map(({ word }) => word);
        const cut = { ...next, cut: appendBounded(next.cut, itemId) };
        const written = setTranscript(
          cut,
          transcripts.interrupt(cut.transcript, itemId, words[0] ? heardWords : share),
          itemId,
        );
        const heardText = transcripts.messageOf(written.turn.transcript, itemId)?.text ?? '';
        const told = andThen(written, (after) =>
          step(after, notify({ kind: 'interrupt', interruption: { itemId, heardMs, heardText } })),
        );
        return turn.rules.autoTruncate
          ? told
          : andThen(told, (after) =>
              send(after, {
                type: 'conversation.item.truncate',
                item_id: itemId,
                content_index: 0,
                audio_end_ms: heardMs,
              }),
            );
      }),
    onPlaybackDrained(turn),
  );
}
