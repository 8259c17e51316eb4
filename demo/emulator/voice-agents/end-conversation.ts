/** A call of the system tool `end_conversation`: the agent says goodbye and hangs up. */
import type { Connection } from '../connection/connection.js';
import { callFunction } from '../responding/call-function.js';
import { COMPLETED, type Ending } from '../responding/ending.js';
import type { ResponseRun } from '../responding/response-run.js';
import { sayWords } from '../responding/say-words.js';

export const END_TOOL = 'end_conversation';
const ENDED_BY_AGENT = 'Conversation ended by agent';

/** The farewell comes first. The connection closes when all of it has been sent, unless the visitor breaks in. */
export async function endConversation(run: ResponseRun, connection: Connection): Promise<Ending> {
  await sayWords(run, { text: 'Goodbye.' });
  if (run.signal.aborted) return COMPLETED;
  await callFunction(run, { name: END_TOOL, args: {} });
  if (!run.signal.aborted) void hangUp(connection);
  return COMPLETED;
}

async function hangUp(connection: Connection): Promise<void> {
  await connection.responder.idle();
  connection.close(1001, connection.faults.closeReason ?? ENDED_BY_AGENT);
}
