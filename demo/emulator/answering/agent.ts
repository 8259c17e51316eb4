/** The trigger `agent`. It chooses an answer and sends nothing. */
import { isFoundryAgent, type Tool } from '../session/session-types.js';
import { type Answer, say } from './answer.js';

/** `agent Which bike fits me?`: hands the question to the session's Foundry agent. */
export function askAgent(tools: readonly Tool[], question: string): Answer {
  const agent = tools.find(isFoundryAgent);
  if (!agent) return say('There is no agent tool in this session.');
  return { kind: 'agent', agent, question: question.trim() || 'What can you do?' };
}
