/** Events of this side of the wire: of the playback, the visitor, the page and the timer. The rules handle them like the service's. */
import type { ClientEvent } from '../protocol/client-events.js';
import type { CallId, ItemId } from '../protocol/ids.js';
import type { Mode } from '../contract/conversation.js';

/** How much of an item was heard, in ms of the item's own audio. */
export interface Heard {
  readonly itemId: ItemId;
  readonly heardMs: number;
  readonly receivedMs: number;
}

export type LocalEvent =
  | { readonly type: 'playback.started'; readonly itemId: ItemId }
  | { readonly type: 'playback.drained' }
  /** Playback is silent. `heard`: the items that were not heard to their end. */
  | { readonly type: 'playback.flushed'; readonly heard: readonly Heard[] }
  | { readonly type: 'visitor.text'; readonly text: string }
  | { readonly type: 'visitor.interrupt' }
  /** Push to talk: the visitor holds the button, or released it. */
  | { readonly type: 'visitor.hold'; readonly on: boolean }
  | { readonly type: 'visitor.mode'; readonly mode: Mode }
  | { readonly type: 'tool.output'; readonly callId: CallId; readonly output: string }
  /** A client event from the page's `sendEvent`. */
  | { readonly type: 'page.event'; readonly event: ClientEvent }
  | { readonly type: 'timer.gate' };

/** The events of one type. */
export type Local<T extends LocalEvent['type']> = Extract<LocalEvent, { readonly type: T }>;
