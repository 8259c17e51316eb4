/** Tests who may open a call: origins, hosts, tickets. docs/server.md names these tests in its threat table. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer, request, type OutgoingHttpHeaders } from 'node:http';
import { describe, it } from 'node:test';
import { addressOf, networkOf } from '../../server/http/address.js';
import { listening, ORIGIN, OPTIONS, PAGE, pause, startSite, startStage, until } from './helpers.js';

/** An address where nothing listens. Tests of tickets need no service. */
const NOWHERE = 'http://127.0.0.1:9';

describe('the token route', () => {
  it('answers a page of the shop with an address that works once, for 30 seconds', async () => {
    await using site = await startSite(NOWHERE);
    const response = await site.ask();
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
    const answer = (await response.json()) as { url: string; expiresIn: number };
    assert.match(answer.url, /^wss:\/\/shop\.example\/voice\/relay\?ticket=[\w-]{43}$/);
    assert.equal(answer.expiresIn, 30);
  });

  for (const origin of ['https://shop.example.evil', 'http://shop.example', 'https://shop.example:8443', 'null', '']) {
    it(`refuses the origin "${origin}"`, async () => {
      await using site = await startSite(NOWHERE);
      const response = await site.ask({ origin });
      assert.equal(response.status, 403);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
    });
  }

  it('refuses a name for this machine that is not ours, as a page would have that made its own name point here', async () => {
    await using site = await startSite(NOWHERE, { origins: 'same', hosts: ['shop.example'] });
    assert.equal((await site.ask({ origin: 'http://evil.example', host: 'evil.example' })).status, 403);
    assert.equal((await site.ask({ origin: 'http://shop.example:80', host: 'shop.example' })).status, 403);
    assert.equal((await site.ask({ origin: 'http://shop.example:8080', host: 'shop.example:8080' })).status, 200);
  });

  it('lets a program without an origin in only where the site says so', async () => {
    await using strict = await startSite(NOWHERE);
    await using open = await startSite(NOWHERE, { allowWithoutOrigin: true });
    const bare = ({ port }: typeof strict, host: string) =>
      new Promise((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, path: '/voice/token', method: 'POST', headers: { host } });
        asked.once('response', ({ statusCode }) => resolve(statusCode)).once('error', reject);
        asked.end();
      });
    assert.equal(await bare(strict, 'shop.example'), 403);
    assert.equal(await bare(open, 'shop.example'), 200);
    assert.equal(await bare(open, 'evil.example'), 403, 'its host is not ours');
  });

  it('refuses whom authorize refuses, and says 503 when it throws', async () => {
    await using none = await startSite(NOWHERE, { authorize: () => undefined });
    assert.equal((await none.ask()).status, 403);
    await using broken = await startSite(NOWHERE, {
      authorize: () => {
        throw new Error('the database is away');
      },
    });
    assert.equal((await broken.ask()).status, 503);
    assert.ok(broken.log.some(({ event }) => event === 'failed'));
  });

  it('reports an unknown profile to the operator', async () => {
    await using site = await startSite(NOWHERE, { authorize: () => ({ visitor: 'a', profile: 'shoop' }) });
    assert.equal((await site.ask()).status, 503);
    assert.match(String(site.log.at(-2)?.detail), /profile "shoop", which is none of shop/);
  });

  it('answers a preflight, and no other method', async () => {
    await using site = await startSite(NOWHERE);
    assert.equal((await site.ask({ method: 'OPTIONS' })).status, 204);
    assert.equal((await site.ask({ method: 'GET' })).status, 405);
  });

  it('lets no address that is none end the process', async () => {
    await using site = await startSite(NOWHERE);
    const answer = (headers: OutgoingHttpHeaders) =>
      new Promise((resolve) => {
        const asked = request({ host: '127.0.0.1', port: site.port, path: '//', headers });
        asked.once('response', ({ statusCode }) => resolve(statusCode));
        asked.once('error', () => resolve('refused'));
        asked.end();
      });
    assert.equal(await answer({}), 404);
    assert.equal(await answer({ connection: 'Upgrade', upgrade: 'websocket' }), 'refused');
    assert.equal((await site.ask()).status, 200);
  });

  it('reads no more of a body than a page has to say', async () => {
    await using site = await startSite(NOWHERE);
    assert.equal((await site.ask({}, { follows: 'x'.repeat(5000) })).status, 200);
  });

  it('outlives a page that leaves in the middle of its body', async () => {
    await using site = await startSite(NOWHERE);
    const headers = { ...PAGE, 'content-length': 100 };
    const asked = request({ host: '127.0.0.1', port: site.port, path: '/voice/token', method: 'POST', headers });
    asked.on('error', () => undefined);
    asked.write('{"follows":');
    await pause(50);
    asked.destroy();
    await pause(50);
    assert.equal((await site.ask()).status, 200);
    assert.equal(site.log.filter(({ event }) => event === 'ticket').length, 1);
  });

  it('outlives a page that has left before it is asked, as behind slow middleware', async () => {
    await using site = await startSite(NOWHERE);
    const slow = createServer((asked, answer) => void pause(100).then(() => site.voice.handle(asked, answer)));
    const asked = request({
      host: '127.0.0.1',
      port: await listening(slow),
      path: '/voice/token',
      method: 'POST',
      headers: PAGE,
    });
    asked.on('error', () => undefined);
    asked.write('{');
    await pause(50);
    asked.destroy();
    await pause(150);
    assert.equal((await site.ask()).status, 200);
    assert.equal(site.log.filter(({ event }) => event === 'ticket').length, 1);
    slow.close();
  });

  it('limits the tickets of a visitor and of a network per minute', async () => {
    const limits = { ticketsPerVisitorMinute: 3, ticketsPerNetworkMinute: 5 };
    await using site = await startSite(NOWHERE, { ...OPTIONS, limits });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await site.ask({ 'x-visitor': 'a' })).status);
    const refused = await site.ask({ 'x-visitor': 'a' });
    statuses.push(refused.status, (await site.ask({ 'x-visitor': 'b' })).status);
    assert.deepEqual(statuses, [200, 200, 200, 429, 429, 429]);
    assert.equal(refused.headers.get('retry-after'), '60');
    assert.equal(refused.headers.get('access-control-expose-headers'), 'retry-after');
  });
});

describe('a ticket', () => {
  it('opens one call, for one of 50 who try at once', async () => {
    await using stage = await startStage();
    const { url } = await stage.site.ticket();
    const all = Array.from({ length: 50 }, () => stage.site.dial(url));
    await until(() => all.filter(({ socket }) => socket.readyState > 1).length === 49, 'all but one are refused');
    const refused = all.filter(({ socket }) => socket.readyState > 1);
    assert.equal(stage.service.emulator.connections.length, 1);
    const codes = new Set(await Promise.all(refused.map(({ closed }) => closed)));
    assert.deepEqual([...codes], [4401]);
  });

  it('is not taken when it is guessed, missing or too old', async () => {
    await using stage = await startStage({}, { ticketMs: 50 });
    const relay = `ws://127.0.0.1:${stage.site.port}/voice/relay`;
    const guessed = stage.site.dial(`${relay}?ticket=${randomBytes(32).toString('base64url')}`);
    assert.equal(await guessed.closed, 4401);
    assert.equal(await stage.site.dial(relay).closed, 4401);
    const { url } = await stage.site.ticket();
    await pause(80);
    assert.equal(await stage.site.dial(url).closed, 4401);
    assert.equal(stage.service.emulator.connections.length, 0);
  });

  it('is not taken from another page of the list, and a page outside of it does not get to a socket', async () => {
    await using stage = await startStage({ origins: [ORIGIN, 'https://blog.example'], hosts: ['shop.example'] });
    const { url } = await stage.site.ticket();
    assert.equal(await stage.site.dial(url, { origin: 'https://blog.example' }).closed, 4403);
    const foreign = stage.site.dial((await stage.site.ticket()).url, { origin: 'https://shop.example.evil' });
    const status = await new Promise((resolve) => {
      foreign.socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode));
      foreign.socket.once('open', () => resolve('open'));
    });
    assert.equal(status, 403);
    assert.equal(stage.service.emulator.connections.length, 0);
  });

  it('holds nothing that a store’s reader could use', async () => {
    const { MemoryStore } = await import('../../server/store/memory-store.js');
    const { Tickets } = await import('../../server/tickets/tickets.js');
    const store = new MemoryStore();
    const kept: string[] = [];
    const put = store.put.bind(store);
    store.put = (key, value, ms) => (kept.push(key, value), put(key, value, ms));
    const secret = await new Tickets(store, 1000).issue({ visitor: 'v', origin: ORIGIN, profile: 'shop', call: 'c' });
    assert.ok(kept.length > 0 && kept.every((text) => !text.includes(secret)));
    await store.close();
  });
});

describe('the address of a visitor', () => {
  it('is the peer’s, whatever a header says, unless proxies of ours stand in front', () => {
    assert.equal(addressOf('::ffff:203.0.113.9', '198.51.100.1', 0), '203.0.113.9');
    assert.equal(addressOf('10.0.0.1', '6.6.6.6, 198.51.100.1', 1), '198.51.100.1');
    assert.equal(addressOf('10.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.2', 2), '198.51.100.1');
    assert.equal(addressOf('10.0.0.1', 'nonsense', 1), '10.0.0.1');
  });

  it('is counted by its network: /24 and /56', () => {
    assert.equal(networkOf('203.0.113.9'), networkOf('203.0.113.200'));
    assert.notEqual(networkOf('203.0.113.9'), networkOf('203.0.114.9'));
    assert.equal(networkOf('2001:db8:1:2201::1'), networkOf('2001:db8:1:22ff:ffff::9'));
    assert.notEqual(networkOf('2001:db8:1:2201::1'), networkOf('2001:db8:1:2301::1'));
    assert.equal(networkOf('::1'), '0:0:0:0');
  });
});
