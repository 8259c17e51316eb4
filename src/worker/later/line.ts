/**
 * What the rules of lines speak of: a line is one connection with its session, and a conversation may have several, one
 * after the other. Types only; the rules are in `reconnect.ts`.
 */
import type { Reconnect } from '../contract/conversation.js';
import type { Problem } from '../contract/faults.js';

/** The line that carries the conversation. Times are in ms, of the clock that `now` is read from. */
export interface LiveLine {
  readonly id: number;
  readonly since: number;
  /** The service ends the session then. */
  readonly endsAt: number;
  /** From then on the next line may be opened beside it. */
  readonly due: number;
}

/** The line that is being opened. */
export interface DialledLine {
  readonly id: number;
  /** It must be set up by then. */
  readonly by: number;
  /** Ready: set up. Parked: it was told the history, too, and waits for its turn. */
  readonly stage: 'dialling' | 'ready' | 'parked';
  readonly endsAt: number;
}

/**
 *              start                    ready                     due and quiet
 *   closed ────────────▶ opening ───────────────▶ live ◀──────────────────────────────▶ handing
 *      ▲                                 ready ▲   │ lost        adopted, or failed        │ lost
 *      │ stop, end, too many tries             │   ▼                                       │
 *      └────────────────────────────── dialling ◀── waiting                                │
 *                                         ▲                                                │
 *                                         └────────────────────────────────────────────────┘
 */
export type Phase = 'closed' | 'opening' | 'live' | 'handing' | 'waiting' | 'dialling';

/** The phase is told by what there is (`phaseOf`): no two fields can contradict each other. */
export interface Line {
  readonly live?: LiveLine | undefined;
  readonly dial?: DialledLine | undefined;
  /** The next try, while there is neither. While the browser is offline there is no try. */
  readonly at?: number | undefined;
  /** The conversation has had no session yet. */
  readonly first: boolean;
  /** The number of the newest line. */
  readonly last: number;
  /** Two sessions of an agent must not share its conversation: the old one is closed before the new one is told anything. */
  readonly agent: boolean;
  /** Since when the browser is offline. */
  readonly offlineAt?: number | undefined;
  /** Lines that were opened since one lived long enough. */
  readonly tries: number;
  /** When these tries began. It moves on by the time that was spent offline or asleep. */
  readonly triesFrom: number;
  /** Sessions in a row whose announced life was too short to be followed by the next in time. */
  readonly shortLives: number;
  /** Close codes after which one more try was made. The second time they are the end. */
  readonly forgiven: readonly number[];
}

/** Why there is, or will be, another line. */
export type ReconnectReason = Reconnect['reason'];

/** 0: the service sends an answer. 1: it sends none. 2: nothing of a turn is under way, on either side. */
export type Calm = 0 | 1 | 2;

export type LineEvent =
  | { readonly kind: 'start'; readonly agent: boolean }
  | { readonly kind: 'stop' }
  /** The socket of a line is open. */
  | { readonly kind: 'opened'; readonly id: number }
  /** The session of a line is set up. */
  | { readonly kind: 'ready'; readonly id: number; readonly endsAt: number }
  /** The service confirmed the last item that the line was told. */
  | { readonly kind: 'parked'; readonly id: number }
  | { readonly kind: 'closed'; readonly id: number; readonly code: number; readonly reason?: string }
  /** The line did not come about. */
  | { readonly kind: 'failed'; readonly id: number; readonly problem: Problem }
  /** The session of the line in use will end sooner than announced. */
  | { readonly kind: 'ends'; readonly at: number }
  /** Time has passed, or something has become quiet. */
  | { readonly kind: 'time'; readonly calm: Calm }
  /** The page is in use again, or its network is another one. `asleepMs`: how long the clock stood still. */
  | { readonly kind: 'wake'; readonly asleepMs: number }
  | { readonly kind: 'network'; readonly online: boolean; readonly asleepMs: number };

export type LineEffect =
  /** Opens a line, with a credential of its own. */
  | { readonly kind: 'dial'; readonly id: number }
  /** Closes a line. Nothing that still comes from it counts. */
  | { readonly kind: 'drop'; readonly id: number }
  /** Tells a line what it was not told yet of the history. */
  | { readonly kind: 'replay'; readonly id: number }
  /** From now on this line is the conversation's: its events are handled, and it gets the sound. */
  | { readonly kind: 'adopt'; readonly id: number }
  /** `attempt`: 1 for the first try, 0 for a hand-over. From 1 on there is no line, and the sound is kept. */
  | {
      readonly kind: 'reconnect';
      readonly attempt: number;
      readonly delayMs: number;
      readonly reason: ReconnectReason;
    }
  /** The largest message that was not confirmed is given up: a frame was too large for the service. */
  | { readonly kind: 'shed' }
  /** The conversation is over, by a problem or because the service ended it. */
  | { readonly kind: 'over'; readonly problem: Problem | undefined };

export interface LineStep {
  readonly line: Line;
  readonly effects: readonly LineEffect[];
}
