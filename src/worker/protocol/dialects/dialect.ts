/**
 * The service speaks two dialects: that of the route `/voice-live/realtime` ("classic"), and that of Foundry voice agents.
 * Everything behind the connection uses the classic names, so that only the other one has a translation. Types only.
 */
import type { WireObject } from '../wire-object.js';

export type DialectName = 'voice-live' | 'voice-agent';

/** An event as JSON: its type may be one that this package does not know, too. */
export type WireEvent = WireObject;

export interface Written {
  /** Undefined where the dialect has no such event. */
  readonly event: WireEvent | undefined;
  /** Names of events and fields that the dialect does not have. They are left out. */
  readonly dropped: readonly string[];
}

export interface Dialect {
  readonly name: DialectName;
  /** An event of the service in classic names. Unknown types and fields stay, and so does what is classic already. */
  readonly read: (event: WireEvent) => WireEvent;
  /** A classic event of this side in the dialect's names. What is written in the dialect already stays as it is. */
  readonly write: (event: WireEvent) => Written;
}
