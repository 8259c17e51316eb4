/** A voice agent hands over to another behaviour of its own, or asks another agent. The page is told. */
import { messageIds } from '../session/transcript.js';
import { notify, step, type Step, type Turn } from '../session/turn.js';
import type { AgentEvent } from '../contract/conversation.js';

/** Nothing can be said to an agent that hands over, so it is at work. Meanwhile another agent is asked, it may speak. */
export function onAgentEvent(turn: Turn, event: AgentEvent): Step {
  const { type } = event;
  const handingOver = type.endsWith('.started') ? event : undefined;
  const next = type.startsWith('session.handoff.') ? { ...turn, handingOver } : turn;
  return step(next, notify({ kind: 'agent', event, after: messageIds(turn.transcript).at(-1) }));
}

/** The end of a handoff whose end the service does not tell. */
export const givenUp = <Started extends object>(started: Started, reason: string) => ({
  ...started,
  type: 'session.handoff.aborted' as const,
  reason,
});
