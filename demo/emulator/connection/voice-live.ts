/** The protocol of Voice Live itself: the emulator's own words, and a session that the client sets up. */
import { initialSession } from '../session/session-state.js';
import type { Protocol } from './connection.js';
import { readClientEvent } from './read-client-event.js';

export const VOICE_LIVE: Protocol = {
  initialSession,
  read: readClientEvent,
  explain: (fault) => fault,
  write: (event) => [event],
  describe: (session) => session,
  begin: () => undefined,
  behaviour: () => undefined,
};
