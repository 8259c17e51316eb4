import { decodeInput } from '../audio/formats.js';
import { type Entry, notFound } from '../conversation/conversation.js';
import type { RequestItem } from '../conversation/items.js';
import { makeEntry } from '../conversation/make-entry.js';
import { withAudio } from '../conversation/with-audio.js';
import { invalidValue, type RequestFault } from '../outcome.js';
import { findBrokenRule } from '../session/session-rules.js';
import { updatedSession } from '../session/session-state.js';
import type { ClientEvent, ClientEventType } from './client-events.js';
import type { Connection } from './connection.js';
import { streamText } from './stream-text.js';
import { commitTurn, hear, startResponse } from './turn-taking.js';

const MAX_APPEND_BYTES = 15 * 1024 * 1024;

type Handler<T extends ClientEventType> = (
  connection: Connection,
  event: Extract<ClientEvent, { type: T }>,
) => RequestFault | undefined;

/** What each client event does. A handler that returns a fault has changed nothing. */
const handlers: { readonly [T in ClientEventType]: Handler<T> } = {
  'session.update'(connection, { session: patch }) {
    const fault = findBrokenRule(patch, connection.session, connection);
    if (fault) return fault;
    connection.session = updatedSession(connection.session, patch, connection.request.apiVersion);
    connection.send({ type: 'session.updated', session: connection.session });
    return undefined;
  },

  'input_audio_buffer.append'(connection, { audio }) {
    const { input_audio_format: format, input_audio_echo_cancellation: echo } = connection.session;
    const bytes = Buffer.from(audio, 'base64');
    const channels = echo?.channels ?? 1;
    const frameBytes = format === 'pcm16' ? 2 * channels : 1;
    if (bytes.length > MAX_APPEND_BYTES) return invalidValue('audio', 'One append may carry at most 15 MiB.');
    if (bytes.length % frameBytes !== 0) {
      return invalidValue('audio', `The length of '${format}' audio must be a multiple of ${frameBytes} bytes.`);
    }
    if (channels === 2) connection.reference.append(decodeInput(bytes, format, channels, 1));
    hear(connection, decodeInput(bytes, format, channels));
    return undefined;
  },

  'input_audio_buffer.commit'(connection) {
    const audio = connection.ears.commit();
    if (!audio) {
      return {
        code: 'input_audio_buffer_commit_empty',
        message: 'The input audio buffer is empty: nothing to commit.',
      };
    }
    commitTurn(connection, audio);
    return undefined;
  },

  'input_audio_buffer.clear'(connection) {
    connection.ears.clear();
    connection.turnItemId = undefined;
    connection.send({ type: 'input_audio_buffer.cleared' });
    return undefined;
  },

  'output_audio_buffer.clear'(connection) {
    connection.send({ type: 'output_audio_buffer.cleared' });
    return undefined;
  },

  'conversation.item.create': (connection, { item, previous_item_id }) => addItem(connection, item, previous_item_id),

  'conversation.item.delete'(connection, { item_id }) {
    const deleted = connection.conversation.delete(item_id);
    if (!deleted.ok) return deleted.fault;
    connection.send({ type: 'conversation.item.deleted', item_id });
    return undefined;
  },

  'conversation.item.retrieve'(connection, { item_id }) {
    const entry = connection.conversation.find(item_id);
    if (!entry) return notFound(item_id, 'item_id');
    connection.send({ type: 'conversation.item.retrieved', item: withAudio(entry) });
    return undefined;
  },

  'conversation.item.truncate'(connection, { item_id, content_index, audio_end_ms }) {
    const truncated = connection.conversation.truncate(item_id, content_index, audio_end_ms);
    if (!truncated.ok) return truncated.fault;
    connection.send({ type: 'conversation.item.truncated', item_id, content_index, audio_end_ms });
    return undefined;
  },

  'input_text.delta': (connection, { id, delta, content_index }) =>
    streamText(connection.conversation, id, content_index ?? 0, { delta }),
  'input_text.done': (connection, { id, content_index }) =>
    streamText(connection.conversation, id, content_index ?? 0, 'done'),

  'response.create'(connection, { response: params = {} }) {
    const { responder } = connection;
    if (responder.activeId !== undefined && params.cancel_previous !== true) {
      const message = `Conversation already has an active response in progress: ${responder.activeId}.`;
      return { code: 'conversation_already_has_active_response', message };
    }
    for (const item of params.append_input_items ?? []) {
      const fault = addItem(connection, item);
      if (fault) return fault;
    }
    const context: readonly Entry[] | undefined = params.input_items?.map((item) =>
      makeEntry(item, connection.session),
    );
    void responder.cancel('client_cancelled');
    startResponse(connection, params, context);
    return undefined;
  },

  'response.cancel'(connection, { response_id }) {
    const { activeId } = connection.responder;
    if (activeId === undefined) {
      return { code: 'response_cancel_not_active', message: 'Cancellation failed: no active response found.' };
    }
    if (response_id !== undefined && response_id !== activeId) {
      return invalidValue('response_id', `The active response is '${activeId}'.`);
    }
    void connection.responder.cancel('client_cancelled');
    return undefined;
  },
};

function addItem(
  connection: Connection,
  request: RequestItem,
  previousItemId?: string | null,
): RequestFault | undefined {
  const entry = makeEntry(request, connection.session);
  const added = connection.conversation.add(entry, previousItemId);
  if (!added.ok) return added.fault;
  connection.send({ type: 'conversation.item.created', previous_item_id: added.value, item: entry.item });
  return undefined;
}

export function handleClientEvent(connection: Connection, event: ClientEvent): RequestFault | undefined {
  return (handlers[event.type] as Handler<ClientEventType>)(connection, event);
}
