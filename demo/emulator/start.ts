/** The emulator with a server and a token endpoint of its own. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { encodeWav } from './audio/wav.js';
import type { Connection } from './connection/connection.js';
import { textOf } from './conversation/items.js';
import { attachEmulator, type Emulator, isEmulated } from './emulator.js';
import { readFaults } from './faults.js';
import { isRefused } from './local.js';
import { answerToken, TOKEN_PATH, TokenEndpoint } from './token-endpoint.js';
import type { EmulatorConnection, EmulatorOptions, RunningEmulator } from './public-types.js';
import { hideSecrets } from './shared/json.js';
import { outliveErrors } from './shared/outlive-errors.js';
import { urlOf } from './shared/request-url.js';

/** Answers requests that are not for the emulator. */
export type Elsewhere = (request: IncomingMessage, response: ServerResponse) => void;

const notFound: Elsewhere = (_, response) =>
  void response.writeHead(404, { 'content-type': 'text/plain' }).end(`Only ${TOKEN_PATH} and the emulator are here.\n`);

export async function start(options: EmulatorOptions, elsewhere: Elsewhere = notFound): Promise<RunningEmulator> {
  check(options);
  const { port = 0, log, speed, answers } = options;
  const secret = randomBytes(32).toString('hex');
  const server = outliveErrors(createServer());
  const emulator = attachEmulator(server, {
    secret,
    ...(log && { logger: log }),
    ...(speed && { pacing: { speed } }),
    ...(answers && { answers }),
  });
  const url = await listening(server, port);
  const tokens = new TokenEndpoint(secret, url, options, (name) => emulator.agents.get(name) !== undefined);
  server.on('request', (request, response) => {
    if (isRefused(request, response)) return;
    if (urlOf(request)?.pathname === TOKEN_PATH) return answerToken(request, response, tokens);
    if (!emulator.handleControl(request, response)) elsewhere(request, response);
  });
  // Other upgrades have no listener here. Their sockets would stay open and keep the server from closing.
  server.on('upgrade', (request, socket) => {
    if (!isEmulated(urlOf(request)?.pathname ?? '')) socket.destroy();
  });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= new Promise((resolve) => {
      emulator.close();
      server.close(() => resolve());
      server.closeAllConnections();
    }));
  return {
    url,
    tokenUrl: url + TOKEN_PATH,
    endpoint: url,
    get tokensGiven() {
      return tokens.given;
    },
    agents: { set: (name, definition) => emulator.agents.set(name, definition) },
    connections: () => emulator.connections.map(seenFromOutside),
    fail: (faults, connections) => setFaults(emulator, faults, connections),
    failToken: (answer, times) => tokens.fail(answer, times),
    recover() {
      emulator.faults.clear();
      tokens.recover();
    },
    close,
  };
}

function check({ port, speed, tokenSeconds, origins = [], answers }: EmulatorOptions): void {
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    throw new TypeError(`port is ${port}, which is no port number from 0 to 65535.`);
  if (speed !== undefined && !(speed >= 0.1 && speed <= 1000))
    throw new TypeError(`speed is ${speed}; it goes from 0.1 to 1000 times real time.`);
  if (tokenSeconds !== undefined && !(tokenSeconds > 0))
    throw new TypeError(`tokenSeconds is ${tokenSeconds}; a token must be good for some time.`);
  for (const origin of origins)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new TypeError(`origins has ${origin}, which is no origin such as http://shop.test:3000.`);
  if (answers !== undefined && typeof answers !== 'function')
    throw new TypeError('answers is no function of a turn, such as ({ text }) => `You said ${text}`.');
}

function listening(server: ReturnType<typeof createServer>, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken: choose another one.`) : error),
    );
    // The loopback name counts as a secure context, so the microphone works without a certificate.
    server.listen(port, 'localhost', () => {
      const address = server.address();
      resolve(`http://localhost:${typeof address === 'object' ? address?.port : port}`);
    });
  });
}

function setFaults(emulator: Emulator, faults: unknown, connections: number | undefined): void {
  const read = readFaults(faults);
  if (!read.ok) throw new TypeError(`fail(): ${read.fault.message}`);
  emulator.faults.set(read.value, connections);
}

/** A copy without the secrets that a client put into its session. */
const plain = <T>(value: unknown): T => JSON.parse(JSON.stringify(value, hideSecrets)) as T;

function seenFromOutside(connection: Connection): EmulatorConnection {
  const { id, isOpen, closeCode, request, toldSession: session, log, conversation } = connection;
  const messages = conversation.items.flatMap((item) =>
    item.type === 'message' ? [{ role: item.role, text: textOf(item) }] : [],
  );
  return {
    id,
    open: isOpen,
    closeCode,
    query: request.query,
    session: plain(session),
    received: log.entries.map(({ type, atMs, event }) => ({ type, atMs, event: plain(event) })),
    messages,
    heard: () => encodeWav(connection.received),
    send: (event) => connection.sendAsItIs(event),
    close: (code) => connection.drop(code),
  };
}
