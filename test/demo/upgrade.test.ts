import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { mintToken } from '../../demo/emulator/credentials.js';
import {
  API_KEY,
  goodToken,
  type Running,
  SECRET,
  startEmulator,
  TestClient,
} from '../helpers/node/emulator-client.js';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly protocol: string;
}

function connect(
  url: string,
  protocols: readonly string[] = [],
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, [...protocols], { headers });
    socket.on('error', () => undefined);
    socket.on('open', () => {
      resolve({ status: 101, body: '', protocol: socket.protocol });
      socket.terminate();
    });
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (piece) => (body += String(piece)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, protocol: '' }));
    });
  });
}

const bearer = (token = goodToken()): string => `Bearer ${token}`;
const expired = (): string => mintToken(SECRET, { ttlSeconds: -1 }).token;
const agent = { model: '', 'agent-name': 'a', 'agent-project-name': 'p' };

describe('the upgrade', () => {
  const queries: readonly (readonly [title: string, query: Record<string, string>, status: number])[] = [
    ['takes a token in the query', { Authorization: bearer() }, 101],
    ['takes it under the lower-case name', { authorization: bearer() }, 101],
    ['takes the api-key', { 'api-key': API_KEY }, 101],
    ['takes an agent', { Authorization: bearer(), ...agent }, 101],
    ['takes a preview version', { Authorization: bearer(), 'api-version': '2026-06-01-preview' }, 101],
    ['refuses a missing credential', {}, 401],
    ['refuses an expired token', { Authorization: bearer(expired()) }, 401],
    ['refuses a forged token', { Authorization: bearer(mintToken('x', { ttlSeconds: 60 }).token) }, 401],
    ['refuses a wrong api-key', { 'api-key': 'x' }, 401],
    ['refuses an api-key for an agent', { 'api-key': API_KEY, ...agent }, 401],
    ['refuses an unknown version', { Authorization: bearer(), 'api-version': 'v1' }, 400],
    ['refuses an empty version', { Authorization: bearer(), 'api-version': '' }, 400],
    ['refuses a missing target', { Authorization: bearer(), model: '' }, 400],
    ['refuses an agent without its project', { Authorization: bearer(), ...agent, 'agent-project-name': '' }, 400],
    ['refuses faults it does not know', { Authorization: bearer(), 'emulator-faults': 'thunder:true' }, 400],
  ];
  for (const [title, query, status] of queries) {
    it(title, async () => {
      await using running = await startEmulator();
      const answer = await connect(running.url(query));
      assert.equal(answer.status, status, answer.body);
      if (status !== 101) assert.ok((JSON.parse(answer.body) as { error: { code: string } }).error.code);
    });
  }

  it('takes a token as a header', async () => {
    await using running = await startEmulator();
    assert.equal((await connect(running.url(), [], { Authorization: bearer() })).status, 101);
    assert.equal((await connect(running.url(), [], { 'api-key': API_KEY })).status, 101);
  });

  it('takes a token as a subprotocol, and answers with it', async () => {
    await using running = await startEmulator();
    const protocol = `authorization.bearer.${goodToken()}`;
    assert.deepEqual(await connect(running.url(), ['realtime', protocol]), { status: 101, body: '', protocol });
    assert.equal((await connect(running.url(), [`authorization.bearer.${expired()}`])).status, 401);
  });

  it('accepts an api-key only when the emulator has one', async () => {
    await using running = await startEmulator({ apiKey: '' });
    assert.equal((await connect(running.url({ 'api-key': 'undefined' }))).status, 401);
  });

  it('leaves other paths alone', async () => {
    await using running = await startEmulator();
    const server = await listenBeside(running);
    assert.equal((await connect(`ws://127.0.0.1:${running.port}/elsewhere`)).status, 418);
    server();
  });

  it('keeps credentials out of its log', async () => {
    await using running = await startEmulator();
    const token = goodToken();
    using client = await TestClient.open(running, { Authorization: bearer(token), 'client-request-id': 'c1' });
    client.socket.close();
    await client.closed;
    await connect(running.url({ Authorization: bearer(expired()) }));
    const log = running.log.join('\n');
    assert.match(log, /connected c1/);
    assert.match(log, /refused 401/);
    assert.ok(!log.includes(token) && !log.includes('Bearer'));
  });
});

/** Adds another listener to the server, which answers upgrades for its own path. */
async function listenBeside({ emulator }: Running): Promise<() => void> {
  const { httpServer } = emulator;
  const answer = (message: { url?: string }, socket: { end: (text: string) => void }): void => {
    if (message.url === '/elsewhere') socket.end('HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n');
  };
  httpServer.on('upgrade', answer);
  return () => httpServer.off('upgrade', answer);
}
