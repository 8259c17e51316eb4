/** A WebSocket as a transport. It knows how a socket opens and closes, and not what travels on it. */
import { failed, type Failed } from '../contract/failed.js';
import type { Transport, TransportEvents } from './transport.js';

/** The time for a socket to open or to fail. Our choice. */
const OPEN_WITHIN_MS = 15_000;
/** After its error a socket tells that it closed: browsers do so at once, or in their next task. */
const CLOSE_WITHIN_MS = 1000;

export type Opening = { readonly ok: true; readonly transport: Transport } | Failed;

export interface SocketAddress {
  readonly url: string;
  readonly protocols: readonly string[];
}

/** Opens a WebSocket. Ends with `signal`, before or after it is open; a number as its reason is the code of the close. */
export function openWebSocket(
  { url, protocols }: SocketAddress,
  events: TransportEvents,
  signal: AbortSignal,
): Promise<Opening> {
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, [...protocols]);
  } catch (error) {
    // The browser's message may quote the address with the credential, so only the error's name is reported.
    const { name } = error as Error;
    return Promise.resolve(
      name === 'SyntaxError'
        ? failed('token-invalid', 'no socket can have this url or token')
        : failed('connect-failed', `the browser refused the socket: ${name}`),
    );
  }
  /** No event follows. */
  const close = (code = 1000) => {
    socket.onclose = socket.onerror = socket.onmessage = null;
    socket.close(code);
  };
  signal.addEventListener('abort', () => close(Number(signal.reason) || undefined));
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      close();
      resolve(failed('connect-timeout', 'the socket did not open within 15 s'));
    }, OPEN_WITHIN_MS);
    socket.onopen = () => {
      clearTimeout(timer);
      socket.onclose = ({ code, reason }) => events.onClose({ code, reason });
      resolve({ ok: true, transport: socket });
    };
    // The upgrade was refused, or no server was there. A page cannot see which.
    socket.onclose = ({ code }) =>
      resolve(failed('connect-failed', `the socket closed before it opened (code ${code})`));
    // Where the policy refuses the address, Chromium tells no close.
    socket.onerror = () =>
      setTimeout(
        () => resolve(failed('csp-blocked', "connect-src of the page's policy refused the socket")),
        CLOSE_WITHIN_MS,
      );
    socket.onmessage = ({ data }) => events.onText(String(data));
  });
}
