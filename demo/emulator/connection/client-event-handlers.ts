/** The table of handlers of client events. It knows what each event does; the schemas know what it may carry. */
import { type Entry, notFound } from '../conversation/conversation.js';
import type { RequestItem } from '../conversation/items.js';
import { makeEntry } from '../conversation/make-entry.js';
import { withAudio } from '../conversation/with-audio.js';
import { invalidValue, type RequestFault } from '../shared/result.js';
import { findBrokenRule } from '../session/session-rules.js';
import { functionToCall } from '../responding/response-settings.js';
import { updatedSession } from '../session/session-state.js';
import { audioTurnHandlers } from './audio-turns.js';
import type { ClientEvent, ClientEventType } from './client-events.js';
import type { Connection } from './connection.js';
import { decodeAppend } from './decode-append.js';
import type { Handler, Handlers } from './handler.js';
import { refusals } from './refusals.js';
import { streamText } from './stream-text.js';
import { commitTurn, hear, startResponse } from './turn-taking.js';

/** What each client event does. A handler that returns a fault has changed nothing. */
const handlers: Handlers = {
  'session.update'(connection, { session: patch }) {
    const fault = findBrokenRule(patch, connection.session, connection);
    if (fault) return fault;
    const before = connection.session;
    connection.session = updatedSession(before, patch, connection.request.apiVersion);
    connection.isSetUp = true;
    connection.send({ type: 'session.updated', session: connection.session });
    connection.listNewTools(before);
    return undefined;
  },

  'input_audio_buffer.append'(connection, { audio }) {
    const heard = decodeAppend(connection.session, audio);
    if (!heard.ok) return heard.fault;
    if (heard.value.reference) connection.reference.append(heard.value.reference);
    hear(connection, heard.value.voice);
    return undefined;
  },

  'input_audio_buffer.commit'(connection) {
    const audio = connection.inputAudio.commit();
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
    connection.inputAudio.clear();
    connection.turnItemId = undefined;
    connection.send({ type: 'input_audio_buffer.cleared' });
    return undefined;
  },

  'input_audio.clear'(connection) {
    connection.inputAudio.clear();
    connection.turnItemId = undefined;
    connection.audioTurns.clear();
    return undefined; // no answer is documented
  },

  ...audioTurnHandlers,
  ...refusals,

  'output_audio_buffer.clear'(connection) {
    if (!connection.session.avatar) {
      return invalidValue('type', "'output_audio_buffer.clear' stops an avatar, and this session has none.");
    }
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
      const busy = `Conversation already has an active response in progress: ${responder.activeId}.`;
      const message = `${busy} Wait until the response is finished before creating a new one.`;
      return { code: 'conversation_already_has_active_response', message };
    }
    for (const item of params.append_input_items ?? []) {
      const fault = addItem(connection, item);
      if (fault) return fault;
    }
    const tools = params.tools ?? connection.session.tools;
    const wanted = functionToCall(params.tool_choice ?? 'auto', tools);
    if (wanted !== undefined && !tools.some(({ name }) => name === wanted)) {
      return invalidValue('response.tool_choice', `There is no tool '${wanted}'.`);
    }
    const context: readonly Entry[] | undefined = (params.input_items ?? params.input)?.map((item) =>
      makeEntry(item, connection.session),
    );
    const { voice } = params;
    const fault = voice === undefined ? undefined : findBrokenRule({ voice }, connection.session, connection);
    if (fault) return { ...fault, param: 'response.voice' };
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
  const { item } = entry;
  const isApproval = item.type === 'mcp_approval_response';
  if (isApproval && !connection.approvals.isWaiting(item.approval_request_id)) {
    return invalidValue('item.approval_request_id', `No request '${item.approval_request_id}' waits for an answer.`);
  }
  const added = connection.conversation.add(entry, previousItemId);
  if (!added.ok) return added.fault;
  connection.send({ type: 'conversation.item.created', previous_item_id: added.value, item });
  if (isApproval) {
    const run = connection.approvals.answer(item.approval_request_id, item.approve);
    if (connection.faults.mcpGoesOn && !connection.managed) void run.then(() => startResponse(connection, {}));
  }
  return undefined;
}

export function handleClientEvent(connection: Connection, event: ClientEvent): RequestFault | undefined {
  return (handlers[event.type] as Handler<ClientEventType>)(connection, event);
}
