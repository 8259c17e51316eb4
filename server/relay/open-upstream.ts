/** Opens the line to the service. */
import type { ClientOptions, WebSocket, WebSocketServer } from 'ws';
import { loadPeer } from '../options/peer.js';
import type { Timings } from '../options/timings.js';
import { upgradeRefusal, type UpstreamRefusal } from '../policy/close-codes.js';
import type { UpstreamAddress } from '../upstream/address.js';
import { Line, type LineEvents } from './line.js';

/** The service's own frames hold pictures of an avatar and whole sessions. */
const MOST_FRAME_BYTES = 24 * 1024 * 1024;

export type Ws = {
  readonly WebSocket: new (url: string, protocols: readonly string[], options: ClientOptions) => WebSocket;
  readonly WebSocketServer: typeof WebSocketServer;
};
/** @throws VoiceServerError when `ws` is missing */
export const loadWs = (): Ws => loadPeer<Ws>('ws', 'The relay');

export type Upstream =
  | { readonly ok: true; readonly line: Line }
  | { readonly ok: false; readonly kind: string; readonly refusal: UpstreamRefusal };

/** Settles when the service has answered, or has not within `connectMs`. Frames may come before the promise is seen. */
export function openUpstream(
  { url, protocols, headers }: UpstreamAddress,
  credential: Readonly<Record<string, string>>,
  timings: Timings,
  events: LineEvents,
): Promise<Upstream> {
  const socket = new (loadWs().WebSocket)(url, protocols, {
    headers: { ...headers, ...credential },
    handshakeTimeout: timings.connectMs,
    perMessageDeflate: false,
    maxPayload: MOST_FRAME_BYTES,
    followRedirects: false, // the credential goes to this address alone
  });
  return new Promise((resolve) => {
    let opened = false;
    const line = new Line(socket, timings, {
      onFrame: events.onFrame,
      onClose: (code, reason) => opened && events.onClose(code, reason),
    });
    socket.once('open', () => {
      opened = true;
      line.startHeartbeat();
      resolve({ ok: true, line });
    });
    socket.once('unexpected-response', (request, { statusCode = 0 }) => {
      resolve({ ok: false, kind: String(statusCode), refusal: upgradeRefusal(statusCode) });
      request.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const kind = error.code ?? (/timed out/.test(error.message) ? 'timeout' : 'error');
      resolve({ ok: false, kind, refusal: { code: 1011, reason: 'The service cannot be reached.', detail: kind } });
    });
  });
}
