/** A voice agent hands over to another behaviour of its own, or asks another agent. The page is told. */
import { notify, step, type Step, type Turn } from '../session/turn.js';
import type { AgentEvent } from '../contract/conversation.js';

export const onAgentEvent = (turn: Turn, event: AgentEvent): Step => step(turn, notify({ kind: 'agent', event }));
