/** A question about a status that several rooms ask. */
import type { SessionStatus } from '../../worker/contract/conversation.js';

/** True when the conversation ended or failed. */
export const isOver = (status: SessionStatus): boolean => status === 'ended' || status === 'error';
