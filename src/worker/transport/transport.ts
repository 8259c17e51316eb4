/** A line to the service that carries text frames both ways. */
export interface Transport {
  /** Where the line is gone, nothing happens. */
  send(text: string): void;
  /** Bytes that were sent and have not left yet. */
  readonly bufferedAmount: number;
}

export interface TransportEvents {
  /** Of a frame that is not text, what nobody can read. */
  onText(text: string): void;
  /** The line is gone, and not by our `close()`. */
  onClose(end: { readonly code: number; readonly reason: string }): void;
}
