/** What stands between a socket and the conversation, for one connection. Types only: layers come with the later part. */
import type { Notice } from '../contract/conversation.js';
import type { ConnectionSettings, Credential } from '../contract/engine-api.js';
import type { Transport, TransportEvents } from './transport.js';
import type { SocketAddress } from './websocket-transport.js';

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

/** How a Foundry voice agent is reached and spoken to. */
export interface VoiceAgentLayer {
  /** Undefined when the settings name no usable address. */
  readonly address: (
    settings: ConnectionSettings,
    credential: Credential,
    clientRequestId: string | undefined,
  ) => SocketAddress | undefined;
  /** Why this credential cannot be used; undefined when it can. */
  readonly flawOf: (credential: Credential) => string | undefined;
  readonly translated: (
    ...from: [...Parameters<Layer>, settings: ConnectionSettings, credential: Credential]
  ) => ReturnType<Layer>;
}

export interface Layers {
  readonly voiceAgent: VoiceAgentLayer;
  /** Tells every frame, as the attribute `record` wants it. */
  readonly recorded: (withSound: boolean) => Layer;
}
