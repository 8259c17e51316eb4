/** A line to the service that carries text frames both ways. */
export interface Transport {
  send(text: string): void;
  /** Bytes that were sent and have not left yet. */
  readonly waitingBytes: number;
  /** Ends it politely; `onClose` is not called for it. */
  close(): void;
}

export interface TransportEvents {
  onText(text: string): void;
  /** A frame that is not text. */
  onBinary(): void;
  /** The line is gone, and not by our `close()`. */
  onClose(end: { readonly code: number; readonly reason: string }): void;
}
