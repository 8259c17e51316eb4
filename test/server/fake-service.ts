/** A service of plain sockets for what the emulator cannot do: not answer, read slowly, close abnormally, show its headers. */
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { listening } from './helpers.js';

export interface FakeService extends AsyncDisposable {
  readonly endpoint: string;
  readonly requests: readonly IncomingMessage[];
  readonly sockets: readonly WebSocket[];
  /** Texts of all frames, in order. */
  readonly received: readonly string[];
  /** TCP connections that are open. */
  readonly connections: ReadonlySet<Socket>;
}

interface Manners {
  /** Refuses the upgrade with this status. */
  readonly status?: number;
  /** Leaves the upgrade without an answer. */
  readonly silent?: boolean;
  /** Answers the upgrade when this resolves. */
  readonly answer?: Promise<void>;
  readonly onOpen?: (socket: WebSocket) => void;
}

export async function startFakeService({ status, silent, answer, onOpen }: Manners = {}): Promise<FakeService> {
  const server = createServer();
  const acceptor = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
  const requests: IncomingMessage[] = [];
  const sockets: WebSocket[] = [];
  const received: string[] = [];
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    requests.push(request);
    socket.on('error', () => undefined);
    if (silent) return;
    if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const accept = () =>
      acceptor.handleUpgrade(request, socket, head, (webSocket) => {
        sockets.push(webSocket);
        webSocket.on('message', (data: Buffer) => received.push(data.toString()));
        webSocket.on('error', () => undefined);
        onOpen?.(webSocket);
      });
    if (answer) void answer.then(accept);
    else accept();
  });
  const port = await listening(server);
  return {
    ...{ requests, sockets, received, connections },
    endpoint: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of connections) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
