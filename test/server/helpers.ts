/** Starts a relay in front of the emulator, with real sockets, and acts as the pages that request tickets. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { mintToken } from '../../demo/emulator/credentials.js';
import type { LogEntry } from '../../server/options/log-types.js';
import type { VoiceServerOptions } from '../../server/options/public-types.js';
import { TIMINGS, type Timings } from '../../server/options/timings.js';
import type { VoiceServer } from '../../server/options/voice-server-type.js';
import { createVoiceServer } from '../../server/voice-server.js';
import { API_KEY, SECRET, startEmulator, TestClient, type Running } from '../helpers/node/emulator-client.js';

export const ORIGIN = 'https://shop.example';
export const PAGE = { origin: ORIGIN, host: 'shop.example' } as const;

export const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Default options of the relay. */
export const OPTIONS: Omit<VoiceServerOptions, 'endpoint' | 'auth'> = {
  origins: [ORIGIN],
  authorize: ({ headers }) => ({
    visitor: headers['x-visitor'] ?? 'somebody',
    profile: headers['x-profile'] ?? 'shop',
  }),
  profiles: { shop: { model: 'gpt-realtime', session: { instructions: 'You sell bicycles.' } } },
  limits: { ticketsPerVisitorMinute: 1000, ticketsPerNetworkMinute: 10_000 },
};

export interface Ticketed {
  readonly url: string;
  readonly call: string;
  readonly resume?: string;
  readonly expiresIn: number;
}

export interface Site extends AsyncDisposable {
  readonly voice: VoiceServer;
  readonly port: number;
  readonly log: readonly LogEntry[];
  /** POSTs to the token route with the headers of a page of the shop; `headers` override them. */
  ask(headers?: Readonly<Record<string, string>>, body?: object): Promise<Response>;
  /** Gets a ticket. Its address is replaced by that of this machine. */
  ticket(headers?: Readonly<Record<string, string>>, body?: object): Promise<Ticketed>;
  /** Opens a socket as a page of the shop. */
  dial(url: string, headers?: Readonly<Record<string, string>>): TestClient;
  /** Gets a ticket, opens a socket and waits for the session. */
  call(headers?: Readonly<Record<string, string>>, body?: object): Promise<TestClient>;
}

type Options = Partial<VoiceServerOptions>;

/** Starts a site whose relay connects to `endpoint`. Its host names are not real, so requests carry them in their headers. */
export async function startSite(
  endpoint: string,
  options: Options = {},
  timings: Partial<Timings> = {},
): Promise<Site> {
  const log: LogEntry[] = [];
  const secrets = new Set<string>();
  const auth = {
    token: () => {
      const minted = mintToken(SECRET, { ttlSeconds: 60 });
      secrets.add(minted.token);
      return minted;
    },
  };
  const all = { endpoint, auth, log: (entry: LogEntry) => void log.push(entry), ...OPTIONS, ...options };
  const voice = createVoiceServer(all, { ...TIMINGS, ...timings });
  const server = createServer((request, response) => voice.handle(request, response) || response.writeHead(404).end());
  voice.attach(server);
  const port = await listening(server);
  const clients: TestClient[] = [];
  const ask = (headers: Readonly<Record<string, string>> = {}, body?: object) =>
    post(port, { ...PAGE, ...headers }, body === undefined ? '' : JSON.stringify(body));
  const site: Site = {
    ...{ voice, port, log, ask },
    async ticket(headers, body) {
      const response = await ask(headers, body);
      if (response.status !== 200) throw new Error(`no ticket: ${response.status} ${await response.text()}`);
      const answer = (await response.json()) as Ticketed;
      secrets.add(new URL(answer.url).searchParams.get('ticket')!);
      if (answer.resume !== undefined) secrets.add(answer.resume);
      return { ...answer, url: answer.url.replace(/^wss?:\/\/[^/]+/, `ws://127.0.0.1:${port}`) };
    },
    dial(url, headers = {}) {
      const client = new TestClient(new WebSocket(url, { headers: { ...PAGE, ...headers } }));
      clients.push(client);
      return client;
    },
    async call(headers, body) {
      const client = site.dial((await site.ticket(headers, body)).url, headers);
      await client.next('session.created');
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client[Symbol.dispose]();
      await voice.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      assertSilent(log, [...secrets, API_KEY]);
    },
  };
  return site;
}

/** The forms in which a text may appear in a log: plain, percent-encoded and base64. */
export const formsOf = (text: string): readonly string[] => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('base64'),
];

/** Asserts that no line of a log contains a credential. Every test of a site ends with it. */
export function assertSilent(log: readonly LogEntry[], secrets: readonly string[]): void {
  const lines = JSON.stringify(log);
  for (const form of secrets.flatMap(formsOf)) assert.ok(!lines.includes(form), `${form} is in the log`);
}

/** Without `fetch`, because that sets Host and Origin itself. */
async function post(port: number, headers: Readonly<Record<string, string>>, body: string): Promise<Response> {
  const { request } = await import('node:http');
  const { method = 'POST', ...rest } = headers;
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/voice/token', method, headers: rest }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const said = Buffer.concat(pieces);
        const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
        const status = answer.statusCode!;
        resolve(new Response(status === 204 ? null : said, { status, headers: told }));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export interface Stage extends AsyncDisposable {
  readonly service: Running;
  readonly site: Site;
}

/** Starts the emulator and a site in front of it. */
export async function startStage(options: Options = {}, timings: Partial<Timings> = {}): Promise<Stage> {
  const service = await startEmulator();
  const site = await startSite(`http://127.0.0.1:${service.port}`, options, timings);
  return {
    ...{ service, site },
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

/** The option `skip` of tests that need Redis: false when it is installed, otherwise a sentence that says what to install. */
export const WITHOUT_REDIS =
  spawnSync('redis-server', ['--version']).error !== undefined &&
  'redis-server is missing: apt-get install redis-server';

export const until = async (holds: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
