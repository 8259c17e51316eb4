/** The events of a call of a Foundry agent. */
import type { AgentCallItem } from '../conversation/items.js';
import { newId } from '../shared/ids.js';
import type { FoundryAgent } from '../session/session-types.js';
import { COMPLETED, type Ending } from './ending.js';
import { fillWaitForTool } from './interim.js';
import { closeItem, giveUp, openItem } from './output-item.js';
import { sayWords } from './say-words.js';
import type { ResponseRun } from './response-run.js';
import { streamArguments } from './stream-arguments.js';

const CALL_MS = 30;
const FAILURE = { type: 'agent_error', message: 'The agent failed because you asked for it.' };

/** Sends a question to a Foundry agent. There is none, so the answer is made up. The question `fail` makes the call fail. */
export async function callAgent(run: ResponseRun, agent: FoundryAgent, question: string): Promise<Ending> {
  const { services, signal } = run;
  await fillWaitForTool(run);
  if (signal.aborted) return COMPLETED;
  const blank: AgentCallItem = {
    ...{ id: newId('item'), type: 'foundry_agent_call' },
    ...{ name: agent.agent_name, call_id: newId('call'), arguments: '' },
  };
  const at = openItem(run, blank);
  const prefix = 'response.foundry_agent_call';
  const sent = await streamArguments(run, { type: `${prefix}_arguments.delta`, ...at }, { query: question });
  if (signal.aborted) return giveUp(run, at, blank);
  services.send({ type: `${prefix}_arguments.done`, ...at, arguments: sent });
  const place = { item_id: at.item_id, output_index: at.output_index };
  const item = { ...blank, arguments: sent, agent_response_id: newId('aresp') };
  const progress = { ...place, agent_response_id: item.agent_response_id };
  services.send({ type: `${prefix}.in_progress`, ...progress });
  await services.clock.sleep(CALL_MS, signal);
  if (/^fail\b/i.test(question)) {
    services.send({ type: `${prefix}.failed`, ...place });
    closeItem(run, at, { ...item, error: FAILURE });
    return sayWords(run, { text: FAILURE.message });
  }
  const output = `The agent ${agent.agent_name} is not here, and was asked: ${question}`;
  services.send({ type: `${prefix}.completed`, ...progress });
  closeItem(run, at, { ...item, output });
  const direct = agent.return_agent_response_directly ?? true;
  return sayWords(run, { text: direct ? output : `This is what I was told. ${output}` });
}
