/** Settings that every session of ours has, and the host's pinned ones. It knows nothing of attributes. */
import type { RequestSession } from './objects/index.js';

/** The modalities of an answer: a written chat has no audio. */
export const modalities = (mode: 'voice' | 'text'): readonly string[] =>
  mode === 'text' ? ['text'] : ['text', 'audio'];

/** Sent with every turn detection, because the documents disagree on the defaults. The element truncates items by itself. */
const ALWAYS_SENT = { create_response: true, interrupt_response: true, auto_truncate: false };

export function withAlwaysSent(session: RequestSession): RequestSession {
  const detection = session.turn_detection;
  return detection ? { ...session, turn_detection: { ...ALWAYS_SENT, ...detection } } : session;
}

/** The settings that the host pinned win over those of the page. */
export const withPinned = (session: RequestSession, pinned: RequestSession | undefined): RequestSession =>
  withAlwaysSent({ ...session, ...pinned });
