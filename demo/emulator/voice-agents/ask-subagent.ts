/** A call of `forward_to_subagent`: a text agent is asked in the background. There is none, so its answer is made up. */
import type { Connection } from '../connection/connection.js';
import { callFunction } from '../responding/call-function.js';
import { COMPLETED, type Ending } from '../responding/ending.js';
import type { ResponseRun } from '../responding/response-run.js';
import { newId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import { sayByItself } from './by-itself.js';
import type { Subagent } from './definition-types.js';

export const FORWARD_TOOL = 'forward_to_subagent';
const CONSULTATION_MS = 30;

/** The question `fail` makes the consultation fail. */
export async function askSubagent(
  run: ResponseRun,
  connection: Connection,
  subagents: readonly Subagent[],
  args: JsonObject,
): Promise<Ending> {
  const callId = await callFunction(run, { name: FORWARD_TOOL, args });
  const known = subagents.some(({ agent_name: name }) => name === args['subagent_name']);
  if (!run.signal.aborted) void consult(connection, callId, args, known);
  return COMPLETED;
}

async function consult(connection: Connection, callId: string, args: JsonObject, known: boolean): Promise<void> {
  const { clock, responder, signal } = connection;
  const name = String(args['subagent_name']);
  const question = String(args['query']);
  await responder.idle();
  const about = { consultation_id: newId('consult'), call_id: callId, subagent_name: name };
  if (!known) {
    connection.send({ type: 'session.subagent.aborted', ...about, reason: 'unknown_target' });
    return sayByItself(connection, `I know no ${name}.`);
  }
  connection.send({ type: 'session.subagent.started', ...about });
  await clock.sleep(CONSULTATION_MS, signal);
  if (!connection.isOpen) return;
  if (/^fail\b/i.test(question)) {
    connection.send({ type: 'session.subagent.aborted', ...about, reason: 'failed' });
    return sayByItself(connection, `The ${name} could not answer.`);
  }
  connection.send({ type: 'session.subagent.completed', ...about });
  sayByItself(connection, `The ${name} is not here, and was asked: ${question}`);
}
