/** How a connection is made, and what stands between its socket and the conversation. Types only. */
import type { Notice } from '../contract/conversation.js';
import type { ConnectionSettings, Credential } from '../contract/engine-api.js';
import type { Failed } from '../contract/failed.js';
import type { Transport, TransportEvents } from './transport.js';
import type { Opening, SocketAddress } from './websocket-transport.js';

export interface Way {
  /** Undefined when there is no usable endpoint. The address is a secret: it never goes into a log, an event or an error. */
  readonly address: (
    settings: ConnectionSettings,
    credential: Credential,
    clientRequestId: string | undefined,
  ) => SocketAddress | Failed | undefined;
  readonly open: (address: SocketAddress, events: TransportEvents, signal: AbortSignal) => Promise<Opening>;
}

/** What few connections have: another dialect, a recording. */
export interface Needs {
  /** Whether the service is a Foundry voice agent. */
  readonly isVoiceAgent: boolean;
  /** What is recorded, as the attribute `record` says; undefined for nothing. */
  readonly record: string | undefined;
  readonly tell: (notice: Notice) => void;
  readonly settings: ConnectionSettings;
  readonly credential: Credential;
}

/** The way of a connection with such needs. It comes with the later part. */
export type WayOf = (plain: Way, needs: Needs) => Way;

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
