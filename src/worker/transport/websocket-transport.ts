import type { Transport, TransportEvents } from './transport.js';

/** A socket that neither opens nor fails is given up after this. */
const OPEN_WITHIN_MS = 15_000;

export type Opening =
  | { readonly kind: 'open'; readonly transport: Transport }
  /** The upgrade was refused or nobody was there: a page cannot tell which. */
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'timeout' }
  /** The address or the page's policy does not allow a socket at all. */
  | { readonly kind: 'blocked'; readonly reason: string };

export interface SocketAddress {
  readonly url: string;
  readonly protocols: readonly string[];
}

/** Opens a WebSocket. Ends with `signal`, before or after it is open. */
export function openWebSocket(
  { url, protocols }: SocketAddress,
  events: TransportEvents,
  signal: AbortSignal,
): Promise<Opening> {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, [...protocols]);
  } catch (error) {
    // The message of the browser may quote the address, and with it the credential: only the kind is told.
    return Promise.resolve({ kind: 'blocked', reason: error instanceof DOMException ? error.name : 'unknown' });
  }
  const transport: Transport = {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    get waitingBytes() {
      return socket.bufferedAmount;
    },
    close: () => {
      socket.onclose = socket.onmessage = null;
      socket.close(1000);
    },
  };
  signal.addEventListener('abort', transport.close, { once: true });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      transport.close();
      resolve({ kind: 'timeout' });
    }, OPEN_WITHIN_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    socket.onopen = () => {
      clearTimeout(timer);
      socket.onclose = ({ code, reason }) => {
        signal.removeEventListener('abort', transport.close);
        events.onClose({ code, reason });
      };
      resolve({ kind: 'open', transport });
    };
    socket.onclose = ({ code }) => {
      clearTimeout(timer);
      resolve({ kind: 'refused', code });
    };
    socket.onmessage = ({ data }) => (typeof data === 'string' ? events.onText(data) : events.onBinary());
  });
}
