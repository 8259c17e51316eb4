/** A connection to the service that carries text frames both ways. */
export interface Transport {
  /** Does nothing when the connection is gone. */
  send(text: string): void;
  /** Bytes that were passed to `send` and have not left this machine. */
  readonly bufferedAmount: number;
}

export interface TransportEvents {
  /** A frame that is not text comes as a text that cannot be parsed. */
  onText(text: string): void;
  /** The connection was closed from the other side, or broke. */
  onClose(end: SocketClose): void;
}

export interface SocketClose {
  readonly code: number;
  readonly reason: string;
}

export const closeCause = ({ code, reason }: SocketClose): string =>
  `the socket closed with code ${code}${reason && ` (${reason})`}`;
