/**
 * One of a call's two sockets: its reading can be held back, too much that is unsent holds back the other one, and an end
 * that is gone without a word is noticed.
 */
import type { WebSocket } from 'ws';
import type { Timings } from '../options/timings.js';

/** Unsent bytes above which nothing more is read from the other side. */
const MOST_UNSENT = 1024 * 1024;
const OPEN = 1;
export interface LineEvents {
  readonly onFrame: (frame: Buffer, isBinary: boolean) => void;
  /** The socket is closed; once. */
  readonly onClose: (code: number, reason: string) => void;
}

export class Line {
  readonly #socket: WebSocket;
  readonly #holds = new Set<string>();
  readonly #timings: Pick<Timings, 'pingMs' | 'pongMs'>;
  #lastSign = 0;
  #heartbeat: NodeJS.Timeout | undefined;
  #verdict: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, timings: Pick<Timings, 'pingMs' | 'pongMs'>, { onFrame, onClose }: LineEvents) {
    this.#socket = socket;
    this.#timings = timings;
    socket.on('message', (data, isBinary) => {
      this.#lastSign = performance.now();
      onFrame(data as Buffer, isBinary);
    });
    for (const sign of ['ping', 'pong'] as const) socket.on(sign, () => (this.#lastSign = performance.now()));
    socket.on('error', () => undefined); // its close follows
    socket.on('close', (code, reason) => {
      this.#stopHeartbeat();
      onClose(code, reason.toString());
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === OPEN;
  }

  /** Sends a frame. Where too much is unsent, `source` is not read until all of it has left. */
  send(
    frame: Buffer | string,
    { source, binary = false }: { readonly source?: Line | undefined; readonly binary?: boolean } = {},
  ): void {
    if (!this.isOpen) return;
    if (!source || this.#socket.bufferedAmount <= MOST_UNSENT || source.#holds.has('unsent')) {
      this.#socket.send(frame, { binary });
      return;
    }
    source.hold('unsent');
    this.#socket.send(frame, { binary }, () => source.free('unsent'));
  }

  /** Reads no more until every reason is freed. */
  hold(reason: string): void {
    this.#holds.add(reason);
    this.#socket.pause();
  }

  free(reason: string): void {
    if (this.#holds.delete(reason) && this.#holds.size === 0) this.#socket.resume();
  }

  /** Pings a quiet end, and drops one from which nothing comes. Call it once, when the socket is open. */
  startHeartbeat(): void {
    this.#lastSign = performance.now();
    this.#heartbeat = setInterval(() => this.#ping(), this.#timings.pingMs).unref();
  }

  close(code: number, reason: string): void {
    this.#stopHeartbeat();
    // A closing handshake is read like anything else.
    this.#holds.clear();
    if (this.isOpen) this.#socket.resume();
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#stopHeartbeat();
    this.#socket.terminate();
  }

  #ping(): void {
    if (!this.isOpen || this.#holds.size > 0) return; // what is not read cannot be judged
    const asked = performance.now();
    const unsent = this.#socket.bufferedAmount;
    this.#socket.ping();
    this.#verdict = setTimeout(() => {
      // On a slow line the ping stands behind sound that is still leaving: then the end is there.
      const leaves = unsent > 0 && this.#socket.bufferedAmount < unsent;
      if (this.#lastSign < asked && !leaves && this.#holds.size === 0) this.terminate();
    }, this.#timings.pongMs).unref();
  }

  #stopHeartbeat(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#verdict);
  }
}
