/** What every session has that we set up, whoever asked for the rest of it. */
import type { RequestSession } from './objects/index.js';

/** What an answer is made of: in a written chat nothing is spoken. */
export const modalities = (mode: 'voice' | 'text'): readonly string[] =>
  mode === 'text' ? ['text'] : ['text', 'audio'];

/** Sent with every turn detection, since the sources disagree on their defaults. The element truncates by itself. */
const ALWAYS_SENT = { create_response: true, interrupt_response: true, auto_truncate: false };

export function withAlwaysSent(session: RequestSession): RequestSession {
  const detection = session.turn_detection;
  return detection ? { ...session, turn_detection: { ...ALWAYS_SENT, ...detection } } : session;
}

/** The host's pinned settings win over everything the page said. */
export const withPinned = (session: RequestSession, pinned: RequestSession | undefined): RequestSession =>
  withAlwaysSent({ ...session, ...pinned });
