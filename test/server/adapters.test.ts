/** Runs a call through each real framework. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { serve } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { WebSocket } from 'ws';
import { voiceRoutes as forExpress } from '../../server/express.js';
import { voiceRoutes as forFastify } from '../../server/fastify.js';
import { voiceRoutes as forHono } from '../../server/hono.js';
import { voiceServer, type VoiceRequest, type VoiceServer } from '../../server/index.js';
import { tokenRoute } from '../../server/next.js';
import { goodToken, startEmulator, TestClient } from '../helpers/node/emulator-client.js';
import { listening } from './helpers.js';

/** Gets a ticket as a page on this port does, opens a call and types "hello". */
async function talk(port: number): Promise<void> {
  const origin = `http://127.0.0.1:${port}`;
  const answer = await fetch(`${origin}/voice/token`, { method: 'POST', headers: { origin } });
  assert.equal(answer.status, 200);
  const { url } = (await answer.json()) as { url: string };
  using client = new TestClient(new WebSocket(url, { origin }));
  await client.next('session.created');
  await client.updateSession({ modalities: ['text'] });
  assert.equal((await client.ask('hello')).status, 'completed');
  assert.equal((await fetch(`${origin}/voice/ready`)).status, 200);
  assert.equal(await (await fetch(`${origin}/shop`)).text(), 'the shop');
}

async function withVoice(act: (voice: VoiceServer, asked: VoiceRequest[]) => Promise<void>): Promise<void> {
  await using service = await startEmulator();
  const asked: VoiceRequest[] = [];
  const voice = voiceServer({
    endpoint: `http://127.0.0.1:${service.port}`,
    auth: { token: () => ({ token: goodToken(), expiresAt: new Date(Date.now() + 60_000).toISOString() }) },
    origins: 'same',
    hosts: ['127.0.0.1'],
    authorize: (request) => (asked.push(request), { visitor: request.address, profile: 'shop' }),
    profiles: { shop: { model: 'gpt-realtime' } },
    log: false,
  });
  try {
    await act(voice, asked);
  } finally {
    await voice.close();
  }
}

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
const closed = (server: Server): Promise<unknown> => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

describe('a call through', () => {
  it('plain Node, with other upgrade listeners that destroy unknown sockets', () =>
    withVoice(async (voice, asked) => {
      const server = createServer((request, response) => voice.handle(request, response) || response.end('the shop'));
      server.on('upgrade', (_, socket) => socket.destroy());
      voice.attach(server);
      await talk(await listening(server));
      assert.equal(asked[0]!.address, '127.0.0.1');
      const foreign = new WebSocket(`ws://127.0.0.1:${portOf(server)}/other`);
      await new Promise((resolve) => foreign.once('error', resolve));
      await closed(server);
    }));

  it('Express, whose request authorize can read', () =>
    withVoice(async (voice, asked) => {
      const app = express();
      app.use(express.json());
      app.use((request, _, next) => (Object.assign(request, { session: { id: 'ada' } }), next()));
      app.use(forExpress(voice));
      app.get('/shop', (_, response) => void response.send('the shop'));
      const server = app.listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      voice.attach(server);
      await talk(portOf(server));
      assert.equal((asked[0]!.raw as { session: { id: string } }).session.id, 'ada');
      await closed(server);
    }));

  it('Fastify', () =>
    withVoice(async (voice, asked) => {
      const app = fastify();
      await app.register(forFastify(voice));
      app.get('/shop', () => 'the shop');
      await app.listen({ port: 0, host: '127.0.0.1' });
      await talk(portOf(app.server));
      assert.ok('routeOptions' in (asked[0]!.raw as object));
      await app.close();
    }));

  it('Hono on Node', () =>
    withVoice(async (voice, asked) => {
      const app = new Hono();
      app.all('/voice/*', forHono(voice));
      app.get('/shop', (context) => context.text('the shop'));
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
      await new Promise((resolve) => (server.listening ? resolve(undefined) : server.once('listening', resolve)));
      voice.attach(server);
      await talk(portOf(server));
      assert.ok('req' in (asked[0]!.raw as object));
      await closed(server);
    }));

  it('a route handler of Next for the ticket, and a relay that takes it', () =>
    withVoice(async (voice) => {
      const { POST } = tokenRoute(voice);
      const server = createServer((request, response) => voice.handle(request, response) || response.end());
      voice.attach(server);
      const port = await listening(server);
      const origin = `http://127.0.0.1:${port}`;
      const headers = { origin, 'x-forwarded-for': '203.0.113.9' };
      const refused = await POST(
        new Request(`${origin}/voice/token`, { method: 'POST', headers: { origin: 'http://evil' } }),
      );
      assert.equal(refused.status, 403);
      const answer = await POST(new Request(`${origin}/voice/token`, { method: 'POST', headers, body: '{}' }));
      const { url } = (await answer.json()) as { url: string };
      const broken = new ReadableStream({ start: (controller) => controller.error(new Error('the page has left')) });
      for (const body of ['x'.repeat(100_000), broken]) {
        const asked = new Request(`${origin}/voice/token`, {
          method: 'POST',
          headers,
          body,
          duplex: 'half',
        } as RequestInit);
        assert.equal((await POST(asked)).status, 200);
      }
      const client = new TestClient(new WebSocket(url, { origin }));
      await client.next('session.created');
      client[Symbol.dispose]();
      await closed(server);
    }));
});
