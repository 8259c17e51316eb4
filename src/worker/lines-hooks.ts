/** What the lines of a conversation need of it. Types only. */
import type { Notice } from './contract/conversation.js';
import type { ConnectionSettings } from './contract/engine-api.js';
import type { Problem } from './contract/faults.js';
import type { Uplink } from './media/uplink.js';
import type { OwedHooks } from './owed.js';
import type { RequestSession } from './protocol/objects/index.js';
import type { ServerEvent } from './protocol/server-events.js';
import type { Connected } from './transport/connect.js';
import type { OpenLine } from './transport/connection-manager.js';
import type { TransportEvents } from './transport/transport.js';

export interface LinesHooks extends OwedHooks {
  /** Handles an event of the line in use. */
  readonly receive: (event: ServerEvent) => void;
  readonly uplink: () => Pick<Uplink, 'kept' | 'flow' | 'lastTurn' | 'msOf'>;
  /** Plays what was received to its end: nothing more comes. */
  readonly endPlayback: () => void;
  readonly tell: (notice: Notice) => void;
  /** `more`: what the first line does not know of the conversation that goes on. */
  readonly connect: (
    events: TransportEvents,
    signal: AbortSignal,
    more: Partial<Pick<ConnectionSettings, 'conversationId' | 'follows'>>,
  ) => PromiseLike<Connected>;
  /** The session that a line is set up with. */
  readonly sessionFor: (line: OpenLine) => RequestSession;
  /** A change of the session was sent, or waits for the next line. */
  readonly changed: (session: RequestSession) => void;
  readonly unreadable: (flaw: string) => void;
  /** It may be another status now. */
  readonly tellStatus: () => void;
  /** There will be no further line. Without a problem the service ended the conversation. */
  readonly over: (problem: Problem | undefined) => void;
}
