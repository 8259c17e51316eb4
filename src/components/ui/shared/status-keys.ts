/** What follows from a view for more than one element. Pure. */
import type { SessionStatus } from '../../../worker/contract/conversation.js';
import type { StatusKey } from '../../i18n/labels.js';
import type { View } from '../../contract/view.js';

const AT_REST: ReadonlySet<SessionStatus> = new Set<SessionStatus>(['idle', 'ended', 'error']);

/** Something is going on, so that the picture of it moves. */
export const isLive = (status: SessionStatus): boolean => !AT_REST.has(status);

const takesSpeech = (status: SessionStatus): boolean => status === 'listening' || status === 'hearing';

/** Which word stands for the session now. */
export function wordKey({ status, inCall, muted, messages, unusable, fault }: View): StatusKey {
  if (unusable) return 'error';
  // A written chat rests between two answers; and a fault that is over leaves nothing to look at.
  if (status === 'idle' || (status === 'error' && !fault)) return messages.length > 0 ? 'chat' : 'idle';
  if (!takesSpeech(status)) return status;
  if (!inCall) return 'chat';
  return muted ? 'muted' : status;
}

/** Which instruction goes with it: nobody can talk into an answer while muted. */
export const hintKey = (view: View): StatusKey =>
  view.status === 'speaking' && view.inCall && view.muted ? 'muted' : wordKey(view);

/** Whether a typed message would reach the agent. */
export const canSend = ({ unusable, status }: View): boolean =>
  !unusable && status !== 'requesting-mic' && status !== 'connecting' && status !== 'reconnecting';
