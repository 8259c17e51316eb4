/** A voice agent hands over to another behaviour of its own, or asks another agent. The page is told. */
import { notify, step, type Step, type Turn } from '../session/turn.js';
import type { AgentEvent } from '../contract/conversation.js';

/** Nothing can be said to an agent that hands over, so it is at work. Meanwhile another agent is asked, it may speak. */
export function onAgentEvent(turn: Turn, event: AgentEvent): Step {
  const { type } = event;
  const next = type.startsWith('session.handoff.') ? { ...turn, handingOver: type.endsWith('.started') } : turn;
  return step(next, notify({ kind: 'agent', event }));
}
