/** What a connection in another dialect of the service needs beside the socket. Types only: it comes with the later part. */
import type { ConnectionSettings, Credential } from '../contract/engine-api.js';
import type { Transport, TransportEvents } from './transport.js';
import type { SocketAddress } from './websocket-transport.js';

export interface Wire {
  /** Undefined when the settings name no usable address. */
  readonly address: (
    settings: ConnectionSettings,
    credential: Credential,
    clientRequestId: string | undefined,
  ) => SocketAddress | undefined;
  /** Why this credential cannot be used; undefined when it can. */
  readonly flawOf: (credential: Credential) => string | undefined;
  /** Stands between the socket and the conversation, for one connection. `warn` gets hints for developers. */
  readonly translate: (events: TransportEvents, warn: (text: string) => void) => Translation;
}

export interface Translation {
  /** For the socket. */
  readonly events: TransportEvents;
  /** For the conversation. */
  readonly over: (transport: Transport) => Transport;
}
