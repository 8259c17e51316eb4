/** A call of the transfer function: the agent moves to another of its behaviours. */
import type { Connection } from '../connection/connection.js';
import { callFunction } from '../responding/call-function.js';
import { COMPLETED, type Ending } from '../responding/ending.js';
import type { ResponseRun } from '../responding/response-run.js';
import { sayWords } from '../responding/say-words.js';
import { newId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import { sayByItself } from './by-itself.js';
import type { HandoffEdge } from './definition-types.js';
import { type HandoffState, TRANSFER_TOOL } from './handoff-state.js';

const PREPARE_MS = 20;
const NOT_ACTIVATED = {
  type: 'server_error',
  code: 'handoff_target_activation_failed',
  message: 'The target of the handoff could not be activated.',
};

/** Calls the transfer function. A target to which no edge leads makes the handoff fail after it began. */
export async function handOff(
  run: ResponseRun,
  connection: Connection,
  state: HandoffState,
  args: JsonObject,
): Promise<Ending> {
  const edge = state.edgeTo(String(args['target']));
  if (edge?.transfer_message) await sayWords(run, { text: edge.transfer_message });
  if (run.signal.aborted) return COMPLETED;
  const callId = await callFunction(run, { name: TRANSFER_TOOL, args });
  const shown = edge ?? state.available[0];
  if (shown && !run.signal.aborted) void move(connection, state, shown, { callId, broken: edge === undefined });
  return COMPLETED;
}

async function move(
  connection: Connection,
  state: HandoffState,
  edge: HandoffEdge,
  { callId, broken }: { readonly callId: string; readonly broken: boolean },
): Promise<void> {
  const { clock, responder, signal } = connection;
  await responder.idle();
  if (!connection.isOpen) return;
  const startedAt = clock.now();
  const before = connection.session;
  state.attempt();
  const about = {
    ...{ handoff_id: newId('handoff'), edge_id: edge.id, from_node_id: state.active, to_node_id: edge.target },
    ...{ from_model: before.model, to_model: before.model, tool_call_id: callId, node_generation: state.generation },
  };
  connection.send({ type: 'session.handoff.started', ...about });
  await clock.sleep(Math.max(PREPARE_MS, edge.delay_ms ?? 0), signal);
  if (!connection.isOpen) return;
  const abort = (why: JsonObject): void => {
    connection.session = { ...connection.session, handoff: state.describe() };
    connection.send({ type: 'session.handoff.aborted', ...about, ...why });
  };
  if (broken) {
    abort({ reason: 'error', error: NOT_ACTIVATED });
    return sayByItself(connection, 'That did not work. You are still with me.');
  }
  if (edge.cancel_on_interruption && connection.turnItemId !== undefined) {
    return abort({ reason: 'user_interruption' });
  }
  connection.session = state.commit(edge, connection.session);
  const { model } = connection.session;
  const took = Math.round(clock.now() - startedAt);
  const times = { prepare_duration_ms: PREPARE_MS, duration_ms: Math.max(PREPARE_MS, took) };
  const after = { ...about, to_model: model, node_generation: state.generation };
  connection.send({ type: 'session.handoff.completed', ...after, ...times });
  connection.send({ type: 'session.updated', session: connection.session });
  connection.listNewTools(before);
  if (edge.target_response !== 'none') sayByItself(connection, `You are with ${edge.target.replace('$', '')} now.`);
}
