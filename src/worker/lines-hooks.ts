/** What the lines of a conversation are to the engine, and what they need of it. Types only. */
import type { Message, Notice } from './contract/conversation.js';
import type { ConnectionSettings } from './contract/engine-api.js';
import type { Problem } from './contract/faults.js';
import type { Uplink } from './media/uplink.js';
import type { ClientEvent } from './protocol/client-events.js';
import type { RequestSession } from './protocol/objects/index.js';
import type { ServerEvent } from './protocol/server-events.js';
import type { Step, Turn } from './session/turn.js';
import type { Connected, OpenLine } from './transport/connect.js';
import type { Transport, TransportEvents } from './transport/transport.js';

/** A message as somebody said it. */
export type Spoken = Pick<Message, 'role' | 'text'>;

/** The connections of one conversation, one after the other: lines. The first one is simple (`first-line.ts`). */
export interface ConversationLines {
  /** That of the line in use. */
  readonly transport: Transport | undefined;
  /** True while the conversation lives without a line. */
  readonly isReconnecting: boolean;
  /** `agent`: the service itself keeps the conversation, as that of an agent. `earlier`: what was said in the one before. */
  start(agent: boolean, earlier?: readonly Spoken[]): void;
  stop(): void;
  /** The page is seen again, its network is another one, or it goes online or offline. */
  wake(online?: boolean): void;
  /** Push to talk. */
  hold(on: boolean): void;
  /** Sends an event of the conversation whose session is set up, or keeps of it what the next line must know. */
  send(event: ClientEvent): void;
  /** All captured sound is sent: what follows it can go. */
  settle(): void;
}

/** What happened on the first line. `at`: when. `captured`: how many chunks of the microphone came before. */
export type PastEvent = { readonly at: number; readonly captured: number } & (
  | { readonly kind: 'opened' }
  | { readonly kind: 'received'; readonly event: ServerEvent }
  /** After the close of the line: was to be sent. */
  | { readonly kind: 'sent'; readonly event: ClientEvent }
  | { readonly kind: 'held'; readonly on: boolean }
  | { readonly kind: 'network'; readonly online: boolean }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
);

/** A conversation that began on its first line, for whoever goes on with it. */
export interface Begun {
  readonly agent: boolean;
  readonly startedAt: number;
  readonly line: OpenLine;
  /** Ends the line. */
  readonly lifetime: AbortController;
  /** A bounded log, without audio. */
  readonly past: readonly PastEvent[];
}

/** All that a conversation may need once its session stands. */
export interface LaterLines extends ConversationLines {
  /** Goes on with the first line as if it had been there from the start. Returns where its events go from now on. */
  takeOver(begun: Begun): TransportEvents;
}

export interface LinesHooks {
  readonly turn: () => Turn;
  /** Makes this the turn, and runs its effects. */
  readonly take: (step: Step) => void;
  /** Handles an event of the line in use. */
  readonly receive: (event: ServerEvent) => void;
  /** Parses a frame and passes its event on. */
  readonly read: (text: string, hear: (event: ServerEvent) => void) => void;
  readonly uplink: () => Pick<Uplink, 'channels' | 'flow' | 'msOf'> & { kept: Uplink['kept'] };
  /** Plays what was received to its end: nothing more comes. */
  readonly endPlayback: () => void;
  readonly tell: (notice: Notice) => void;
  /** `more`: what the first line does not know of the conversation that goes on. */
  readonly connect: (
    events: TransportEvents,
    signal: AbortSignal,
    more: Partial<Pick<ConnectionSettings, 'conversationId' | 'follows' | 'renews'>>,
  ) => PromiseLike<Connected>;
  /** The session that a line is set up with. */
  readonly sessionFor: (line: OpenLine) => RequestSession;
  /** Others go on with the conversation from now on. */
  readonly use: (lines: LaterLines) => void;
  /** A change of the session was sent, or waits for the next line. */
  readonly changed: (session: RequestSession) => void;
  /** It may be another status now. */
  readonly tellStatus: () => void;
  /** There will be no further line. Without a problem the service ended the conversation. */
  readonly over: (problem: Problem | undefined) => void;
}
