/** What follows from a status for more than one room. */
import type { SessionStatus } from '../../worker/contract/conversation.js';

/** The conversation ended, or failed. */
export const isOver = (status: SessionStatus): boolean => status === 'ended' || status === 'error';
