/** Answers about a view that several elements need, such as which label names the status. Pure functions. */
import type { SessionStatus } from '../../../worker/contract/conversation.js';
import type { StatusKey } from '../../i18n/labels.js';
import type { View } from '../../contract/view.js';

const AT_REST: ReadonlySet<SessionStatus> = new Set<SessionStatus>(['idle', 'ended', 'error']);

/** True while a conversation is starting or running; the visualizer then moves. */
export const isLive = (status: SessionStatus): boolean => !AT_REST.has(status);

const takesSpeech = (status: SessionStatus): boolean => status === 'listening' || status === 'hearing';

/** The key of the label that names the present status. */
export function wordKey({ status, inCall, muted, messages, unusable, fault }: View): StatusKey {
  if (unusable) return 'error';
  // A written chat is idle between two answers. After an error, the fault may have been dismissed.
  if (status === 'idle' || (status === 'error' && !fault)) return messages.length > 0 ? 'chat' : 'idle';
  if (!takesSpeech(status)) return status;
  if (!inCall) return 'chat';
  return muted ? 'muted' : status;
}

/** The key of the instruction. While muted the visitor cannot interrupt an answer by speaking, so it says to unmute. */
export const hintKey = (view: View): StatusKey =>
  view.status === 'speaking' && view.inCall && view.muted ? 'muted' : wordKey(view);

/** True when the composer may send a message now. What is typed without a connection is sent with the next one. */
export const canSend = ({ unusable, status }: View): boolean =>
  !unusable && status !== 'requesting-mic' && status !== 'connecting';
