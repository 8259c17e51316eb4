/**
 * What happens around a turn of the visitor: its events, its message, its answer. Speech is detected in hearing/.
 */
import type { MonoAudio } from '../audio/wav.js';
import { durationMs } from '../audio/pcm.js';
import type { MessageItem } from '../conversation/items.js';
import type { Heard } from '../hearing/input-audio-buffer.js';
import { newId } from '../shared/ids.js';
import { type ResponseParams, responseSettings } from '../responding/response-settings.js';
import type { Connection } from './connection.js';
import { tellTranscript, transcribe } from './transcribe.js';

/** Takes appended audio and sends the events of the turns that are detected in it. */
export function hear(connection: Connection, samples: Int16Array): void {
  for (const heard of connection.inputAudio.listen(samples)) {
    if (heard.kind === 'speechStarted') speechStarted(connection, heard);
    else speechStopped(connection, heard);
  }
}

function speechStarted(connection: Connection, { startMs }: Extract<Heard, { kind: 'speechStarted' }>): void {
  connection.turnItemId = newId('item');
  connection.send({
    type: 'input_audio_buffer.speech_started',
    audio_start_ms: startMs,
    item_id: connection.turnItemId,
  });
  if (connection.session.turn_detection?.interrupt_response !== false) void interrupt(connection);
}

async function interrupt(connection: Connection): Promise<void> {
  const { auto_truncate, appended_text_after_truncation: remark } = connection.session.turn_detection ?? {};
  const played = connection.playback.stop();
  await connection.responder.cancel('turn_detected');
  if (!auto_truncate || !played) return;
  const audio = connection.conversation.find(played.itemId)?.audio;
  // an answer that was heard to its end is not cut
  if (!audio || played.heardMs >= durationMs(audio.pcm, audio.rateHz)) return;
  if (!connection.conversation.truncate(played.itemId, 0, played.heardMs, remark ?? undefined).ok) return;
  connection.send({
    type: 'conversation.item.truncated',
    item_id: played.itemId,
    content_index: 0,
    audio_end_ms: played.heardMs,
  });
}

function speechStopped(connection: Connection, { endMs, audio }: Extract<Heard, { kind: 'speechStopped' }>): void {
  const itemId = connection.turnItemId ?? newId('item');
  connection.send({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: endMs, item_id: itemId });
  commitTurn(connection, audio, itemId);
  if (connection.session.turn_detection?.create_response !== false) startResponse(connection, {});
}

/**
 * Adds a user's message with the audio of the turn. A model that hears audio answers at once, while the words are still being
 * recognised, and the complete message is announced a second time. For any other model the words come before the message.
 */
export function commitTurn(
  connection: Connection,
  audio: MonoAudio,
  itemId = connection.turnItemId ?? newId('item'),
): void {
  connection.turnItemId = undefined;
  const previousItemId = connection.conversation.lastId;
  const item: MessageItem = {
    id: itemId,
    object: 'realtime.item',
    type: 'message',
    status: 'completed',
    role: 'user',
    content: [{ type: 'input_audio', transcript: null }],
  };
  connection.conversation.add({ item, audio });
  connection.send({ type: 'input_audio_buffer.committed', previous_item_id: previousItemId, item_id: itemId });
  const transcribed = connection.session.input_audio_transcription !== null;
  if (transcribed && !connection.hearsAudio) tellTranscript(connection, itemId, audio);
  connection.send({ type: 'conversation.item.created', previous_item_id: previousItemId, item });
  if (!connection.hearsAudio) return;
  connection.send({ type: 'conversation.item.done', previous_item_id: previousItemId, item });
  if (transcribed) void transcribe(connection, itemId, audio);
}

/** Answers the conversation as it is now; while another answer runs, the new one waits for its end. */
export function startResponse(
  connection: Connection,
  params: ResponseParams,
  context = connection.conversation.entries,
): void {
  void connection.responder.start(responseSettings(connection.session, params, connection.conversationId), context);
}
