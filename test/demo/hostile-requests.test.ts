/** Sends bytes that no browser sends. The demo server and the emulator must survive all of them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { start } from '../../demo/emulator/start.js';
import { createDemoServer, listen } from '../../demo/server/demo-server.js';
import type { Way } from '../../demo/server/voice.js';
import { CLIENT_EVENTS } from '../helpers/pure/protocol-samples.js';

/** Number of requests for each of the three servers. */
const REQUESTS = 7_000;
/** Requests on one connection. A server closes it after the first invalid one. */
const TOGETHER = 20;
/** A socket is closed after this time without data, because the server waits for the rest of incomplete requests. */
const SILENT_MS = 100;

/** The same where the test reads the answer: long enough for a busy machine. */
const ANSWERED_WITHIN_MS = 30_000;

/** Sends bytes on a new connection. Returns everything that the server answered. */
async function send(port: number, bytes: string, silentMs = SILENT_MS): Promise<string> {
  const socket = connect(port, 'localhost');
  socket.on('error', () => undefined);
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
  socket.end(bytes, 'latin1');
  socket.setTimeout(silentMs, () => socket.destroy());
  await once(socket, 'close');
  return answer;
}

const PATHS = [
  '/',
  '//',
  '///',
  '/%',
  '/%00',
  '/..%2f..%2fetc/passwd',
  '/dist/',
  '/dist/../package.json',
  '/voice/token',
];
const MORE_PATHS = [
  '/emulator/connections',
  '/emulator/connections/%E0%A4%A',
  '/voice-live/realtime',
  '/hosts/__proto__',
];
const QUERIES = [
  '',
  '?',
  '?model=x&api-version=2025-10-01',
  '?emulator-faults=%',
  '?ticket=../..',
  '?Authorization=Bearer%20x',
];

const path = fc.oneof(
  fc.tuple(fc.constantFrom(...PATHS, ...MORE_PATHS), fc.constantFrom(...QUERIES)).map((parts) => parts.join('')),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((text) => `/${text.replace(/[\r\n ]/g, '')}`),
  fc.constantFrom('*', 'http://[', 'http://evil.example/', 'localhost:1', '\u0080\u00ff'),
);
const method = fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD', 'DELETE', 'PUT', 'CONNECT', 'gEt');
const header = fc.constantFrom(
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Upgrade: h2c\r\nConnection: Upgrade',
  'Origin: null',
  'Origin: http://[',
  'Origin: http://localhost:1',
  'Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{]',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked\r\n\r\nzz',
  'Sec-WebSocket-Protocol: authorization.bearer.,,',
  'Cookie: =;;=',
  'X: \u0000',
);
const host = fc.constantFrom('localhost', 'localhost:8080', '127.0.0.1', '[::1]', '[', 'evil.example:8080', '');
const request = fc
  .tuple(method, path, host, fc.array(header, { maxLength: 2 }))
  .map(
    ([verb, where, name, more]) =>
      `${verb} ${where} HTTP/1.1\r\nHost: ${name}\r\n${more.map((line) => `${line}\r\n`).join('')}\r\n`,
  );
const many = fc.array(request, { minLength: TOGETHER, maxLength: TOGETHER });

/** Sends all requests, half of them alone on their connection. A crash of the server ends the test's own process. */
async function bombard(port: number): Promise<void> {
  const together = fc.sample(many, { numRuns: REQUESTS / TOGETHER / 2, seed: 12 }).map((batch) => batch.join(''));
  const queue = [...together, ...fc.sample(request, { numRuns: REQUESTS / 2, seed: 13 })];
  const client = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await send(port, next);
  };
  await Promise.all(Array.from({ length: 64 }, client));
}

/** Each with as many frames as stand together. */
const CONNECTIONS = 200;
/** The server ends most of them by itself. */
const UPGRADED_WITHIN_MS = 3000;

const TYPES = Object.keys(CLIENT_EVENTS);
const anything = fc.anything({ maxDepth: 3, maxKeys: 4, withNullPrototype: false });
/** Samples of the protocol, in which something has another value. */
const event = fc
  .tuple(fc.constantFrom(...TYPES), fc.constantFrom('', 'item', 'session', 'response', 'audio', 'item_id'), anything)
  .map(([type, field, value]) => {
    const sample = { type, ...CLIENT_EVENTS[type as keyof typeof CLIENT_EVENTS] } as Record<string, unknown>;
    return jsonOf(field ? { ...sample, [field]: value } : { ...sample, ...(value as object) });
  });
const text = fc.oneof(
  { weight: 6, arbitrary: event },
  fc.constantFrom('', '{', 'null', '[]', '"', '{"type":1}', '{"type":"__proto__"}', `${'['.repeat(5000)}`),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  } catch {
    return '{}';
  }
}

/** A frame of a client, masked with zeros. */
function frameOf(payload: Buffer, opcode = 1): Buffer {
  const { length } = payload;
  const head = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...head, 0, 0, 0, 0]), payload]);
}

const frame = fc.oneof(
  { weight: 8, arbitrary: text.map((words) => frameOf(Buffer.from(words).subarray(0, 60_000))) },
  fc
    .tuple(fc.uint8Array({ maxLength: 30 }), fc.integer({ min: 0, max: 15 }))
    .map(([bytes, opcode]) => frameOf(Buffer.from(bytes), opcode)),
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 30 }).map((bytes) => Buffer.from(bytes)) },
);

/** Opens connections that have a token, and sends what no client sends. Resolves with how many of them were open. */
async function bombardOpen(port: number, where: string): Promise<number> {
  const upgrade = [
    `GET ${where} HTTP/1.1`,
    `Host: localhost:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ].join('\r\n');
  const batches = fc.sample(fc.array(frame, { minLength: TOGETHER, maxLength: TOGETHER }), {
    numRuns: CONNECTIONS,
    seed: 14,
  });
  let opened = 0;
  const client = async (): Promise<void> => {
    for (let next = batches.pop(); next; next = batches.pop()) {
      const answer = await send(
        port,
        `${upgrade}\r\n\r\n${Buffer.concat(next).toString('latin1')}`,
        UPGRADED_WITHIN_MS,
      );
      opened += Number(answer.startsWith('HTTP/1.1 101'));
    }
  };
  await Promise.all(Array.from({ length: 16 }, client));
  return opened;
}

const portOf = (address: string): number => Number(new URL(address).port);

/** Runs the demo server during `act`. */
async function withDemoServer(way: Way, act: (address: string) => Promise<void>): Promise<void> {
  const { server, emulator } = createDemoServer({ kind: 'emulator' }, way);
  try {
    await act(await listen(server, 0));
  } finally {
    emulator?.close();
    server.closeAllConnections();
    server.close();
  }
}

describe('hostile requests', () => {
  for (const relay of [false, true])
    it(`leave the demo server running${relay ? ', its relay too' : ''}`, () =>
      withDemoServer({ relay }, async (address) => {
        await bombard(portOf(address));
        assert.equal((await fetch(`${address}/shop/`)).status, 200);
      }));

  it('leave the emulator running', async () => {
    const emulator = await start({});
    try {
      await bombard(portOf(emulator.url));
      assert.equal((await fetch(emulator.tokenUrl, { method: 'POST' })).status, 200);
    } finally {
      await emulator.close();
    }
  });

  it('leave the emulator running on a connection with a token, too: frames that are none, events that are none', async () => {
    const emulator = await start({ tokenSeconds: 600 });
    try {
      const { token } = (await (await fetch(emulator.tokenUrl, { method: 'POST' })).json()) as { token: string };
      const query = new URLSearchParams({ 'api-version': '2026-07-15', model: 'gpt-realtime' });
      const where = `/voice-live/realtime?${query}&Authorization=${encodeURIComponent(`Bearer ${token}`)}`;
      const opened = await bombardOpen(portOf(emulator.url), where);
      assert.ok(opened > CONNECTIONS / 2, `${opened} connections were open`);
      assert.equal((await fetch(emulator.tokenUrl, { method: 'POST' })).status, 200);
    } finally {
      await emulator.close();
    }
  });

  it('get no token under another host name, which could be made to resolve to this machine', () =>
    withDemoServer({ relay: false }, async (address) => {
      const name = `evil.example:${portOf(address)}`;
      for (const [verb, where] of [
        ['POST', '/voice/token'],
        ['GET', '/'],
        ['GET', '/emulator/connections'],
      ]) {
        const answer = await send(
          portOf(address),
          `${verb} ${where} HTTP/1.1\r\nHost: ${name}\r\nOrigin: http://${name}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
          ANSWERED_WITHIN_MS,
        );
        assert.match(answer, /^HTTP\/1.1 403 /, where);
        assert.doesNotMatch(answer, /token"/, where);
      }
      assert.match(
        await send(
          portOf(address),
          'GET // HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
          ANSWERED_WITHIN_MS,
        ),
        /^HTTP\/1.1 400 /,
      );
    }));
});
