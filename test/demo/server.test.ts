import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { createDemoServer, listen } from '../../demo/server/demo-server.js';
import { readSettings, SettingError } from '../../demo/server/environment.js';

const ENDPOINT = 'https://name.services.ai.azure.com';

describe('the demo’s settings', () => {
  it('are the emulator on port 8080 when nothing is set', () => {
    assert.deepEqual(readSettings({}), { service: { kind: 'emulator' }, port: 8080, relay: false });
  });

  it('take a resource, its key and a port from the environment', () => {
    const env = { AZURE_VOICELIVE_ENDPOINT: `${ENDPOINT}/`, AZURE_VOICELIVE_API_KEY: 'key', PORT: '3000', RELAY: '1' };
    assert.deepEqual(readSettings(env), {
      service: { kind: 'azure', endpoint: ENDPOINT, apiKey: 'key' },
      port: 3000,
      relay: true,
    });
  });

  for (const [what, env, name] of [
    ['an endpoint that is no address', { AZURE_VOICELIVE_ENDPOINT: 'name' }, /^AZURE_VOICELIVE_ENDPOINT .*https:/],
    ['an endpoint without encryption', { AZURE_VOICELIVE_ENDPOINT: 'http://name' }, /^AZURE_VOICELIVE_ENDPOINT /],
    ['a key without its endpoint', { AZURE_VOICELIVE_API_KEY: 'secret' }, /AZURE_VOICELIVE_ENDPOINT is not/],
    ['a port that is none', { PORT: 'http' }, /^PORT /],
  ] as const) {
    it(`report ${what} in one line, without its secret`, () => {
      assert.throws(
        () => readSettings(env),
        (error: unknown) =>
          error instanceof SettingError &&
          name.test(error.message) &&
          !error.message.includes('\n') &&
          !error.message.includes('secret'),
      );
    });
  }
});

describe('the demo server', () => {
  const running = async (act: (address: string) => Promise<void>) => {
    const { server, emulator } = createDemoServer({ kind: 'emulator' });
    const address = await listen(server, 0);
    try {
      await act(address);
    } finally {
      emulator?.close();
      server.closeAllConnections();
      server.close();
    }
  };

  it('mints a credential that opens the emulator, and no other page may ask for one', () =>
    running(async (address) => {
      const foreign = await fetch(`${address}/voice/token`, {
        method: 'POST',
        headers: { origin: 'https://elsewhere.example' },
      });
      assert.equal(foreign.status, 403);
      assert.equal((await fetch(`${address}/voice/token`)).status, 405);

      const answer = await fetch(`${address}/voice/token`, { method: 'POST', headers: { origin: address } });
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { token, expiresAt, endpoint } = (await answer.json()) as Record<
        'token' | 'expiresAt' | 'endpoint',
        string
      >;
      assert.equal(endpoint, address);
      assert.ok(Date.parse(expiresAt) > Date.now());

      const socket = new WebSocket(
        `${address.replace('http', 'ws')}/voice-live/realtime?api-version=2026-07-15&model=gpt-realtime&Authorization=Bearer%20${token}`,
      );
      const [frame] = (await once(socket, 'message')) as [Buffer];
      assert.equal((JSON.parse(frame.toString('utf8')) as { type: string }).type, 'session.created');
      socket.close();
    }));

  it('gives a page a ticket in place of a token where it goes through the relay', async () => {
    const { server, emulator } = createDemoServer({ kind: 'emulator' }, { relay: true });
    const address = await listen(server, 0);
    const answer = await fetch(`${address}/voice/token`, { method: 'POST', headers: { origin: address } });
    const { url, token } = (await answer.json()) as { url: string; token?: string };
    assert.equal(token, undefined);
    const socket = new WebSocket(url, { origin: address });
    const [frame] = (await once(socket, 'message')) as [Buffer];
    assert.equal((JSON.parse(frame.toString('utf8')) as { type: string }).type, 'session.created');
    socket.close();
    emulator?.close();
    server.closeAllConnections();
    server.close();
  });

  it('serves its pages under a strict policy, and nothing outside its folders', () =>
    running(async (address) => {
      for (const path of ['/', '/shop/', '/help']) {
        const { status, headers } = await fetch(address + path);
        assert.equal(status, 200, path);
        assert.match(
          headers.get('content-security-policy') ?? '',
          /default-src 'none'.*require-trusted-types-for/,
          path,
        );
      }
      for (const path of ['/shop/../server/main.ts', '/dist/..%2f..%2fpackage.json', '/package.json', '/nowhere/']) {
        assert.equal((await fetch(address + path)).status, 404, path);
      }
    }));

  it('takes the next free port when its own is taken', () =>
    running(async (address) => {
      const port = Number(new URL(address).port);
      const { server } = createDemoServer({ kind: 'emulator' });
      assert.notEqual(new URL(await listen(server, port)).port, String(port));
      server.close();
    }));
});
