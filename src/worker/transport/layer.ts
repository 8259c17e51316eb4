/** What stands between a socket and the conversation, for one connection. Types only: layers come with the later part. */
import type { Notice } from '../contract/conversation.js';
import type { Transport, TransportEvents } from './transport.js';

/** `events` are those of the conversation. */
export type Layer = (
  events: TransportEvents,
  tell: (notice: Notice) => void,
) => {
  /** For the socket, or for the layer before. */
  readonly events: TransportEvents;
  /** The transport for the conversation, or for the layer behind. */
  readonly over: (transport: Transport) => Transport;
};

export interface Layers {
  /** Tells every frame, as the attribute `record` wants it. */
  readonly recorded: (withSound: boolean) => Layer;
}
