/** Tests two instances with one Redis: their shared state, and the loss of one of the three. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEmulator } from '../helpers/node/emulator-client.js';
import { OPTIONS, pause, startSite, until, WITHOUT_REDIS, type Site } from './helpers.js';
import { startRedis, type RedisServer } from '../../demo/many/redis-server.js';

const LIMITS = { ...OPTIONS.limits!, callsPerVisitor: 1 };

interface Two extends AsyncDisposable {
  readonly one: Site;
  readonly two: Site;
  readonly redis: RedisServer;
  readonly service: Awaited<ReturnType<typeof startEmulator>>;
}

async function startTwo(timings = {}, options = {}): Promise<Two> {
  const [redis, service] = await Promise.all([startRedis(), startEmulator()]);
  const all = { store: redis.url, limits: LIMITS, ...options };
  const start = () => startSite(`http://127.0.0.1:${service.port}`, all, timings);
  const [one, two] = await Promise.all([start(), start()]);
  await until(() => one.voice.ready && two.voice.ready, 'both are ready');
  return {
    ...{ one, two, redis, service },
    async [Symbol.asyncDispose]() {
      await Promise.all([one, two, service].map((part) => part[Symbol.asyncDispose]()));
      await redis[Symbol.asyncDispose]();
    },
  };
}

/** The address of a ticket, with the port of another instance. */
const at = (site: Site, url: string): string => url.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${site.port}`);

describe('two instances with one Redis', { skip: WITHOUT_REDIS }, () => {
  it('take each other’s tickets, each once', async () => {
    await using both = await startTwo();
    const { url } = await both.one.ticket();
    await both.two.dial(at(both.two, url)).next('session.created');
    assert.equal(await both.one.dial(url).closed, 4401);
  });

  it('count a visitor’s calls together', async () => {
    await using both = await startTwo();
    await both.one.call();
    assert.equal((await both.two.ask()).status, 429);
    assert.equal((await both.two.ask({ 'x-visitor': 'another' })).status, 200);
  });

  it('free the places of one that is gone', async () => {
    await using both = await startTwo({ leaseMs: 300, renewMs: 100 });
    const client = await both.one.call();
    await pause(400);
    assert.equal((await both.two.ask()).status, 429, 'its lease is renewed');
    client.socket.pause();
    await both.one.voice.close(); // its store disconnects at once, so it cannot release its places
    await until(async () => (await both.two.ask()).status === 200, 'the lease has run out');
  });

  it('hand a call over from the one that drains to the other, one session beside the other for a moment', async () => {
    await using both = await startTwo({ renewMs: 50, handOverMs: 5000, drainQuietMs: 5000, drainMs: 6000 });
    const old = await both.one.ticket();
    const first = both.one.dial(old.url);
    await first.next('session.created');
    const drained = both.one.voice.drain();
    await first.next('warning');
    const second = await both.two.call({}, { follows: old.call });
    await second.updateSession({ modalities: ['text'] });
    assert.equal(first.socket.readyState, 1, 'the older line is still there');
    first.socket.close(1000);
    await drained;
    assert.equal((await second.ask('hello')).status, 'completed');
    assert.equal((await both.two.ask()).status, 429, 'it is one call');
  });

  it('restart a call that was lost at the other one, and count it once', async () => {
    await using both = await startTwo({ resumeMs: 400 }, { resume: true });
    const lost = await both.one.ticket();
    const first = both.one.dial(lost.url);
    await first.next('session.created');
    first.socket.terminate();
    await first.closed;
    const body = { resume: { call: lost.call, secret: lost.resume, seen: 1 } };
    assert.notEqual((await both.two.ticket({}, body)).call, lost.call, 'the other one does not know the secret');
    const { url } = await both.one.ticket({}, body);
    const second = both.two.dial(at(both.two, url));
    await second.next('relay.began');
    await second.next('session.created');
    await until(() => both.one.voice.calls === 0, 'the lost one is given up');
    assert.equal((await both.one.ask()).status, 429, 'the place of the new one is still its own');
  });

  it('go on with their calls when Redis is killed in mid-call, give no tickets, and count again when it is back', async () => {
    await using both = await startTwo({ renewMs: 100 });
    const client = await both.one.call();
    await client.updateSession({ modalities: ['text'] });
    await both.redis.kill();
    await until(() => !both.one.voice.ready, 'it is noticed');
    const refused = await both.two.ask({ 'x-visitor': 'another' });
    assert.equal(refused.status, 503);
    assert.equal(refused.headers.get('retry-after'), '5');
    assert.equal((await client.ask('hello')).status, 'completed');
    await both.redis.start();
    await until(() => both.one.voice.ready && both.two.voice.ready, 'it is back');
    await until(async () => (await both.two.ask()).status === 429, 'the place is taken anew');
    assert.equal((await client.ask('hello')).status, 'completed');
    assert.equal((await both.two.ask({ 'x-visitor': 'another' })).status, 200);
  });

  it('answer soon when Redis hangs', async () => {
    await using both = await startTwo();
    const client = await both.one.call();
    await client.updateSession({ modalities: ['text'] });
    both.redis.freeze();
    const asked = both.two.ask({ 'x-visitor': 'another' });
    assert.equal((await client.ask('hello')).status, 'completed');
    assert.equal((await asked).status, 503);
    both.redis.thaw();
    await until(async () => (await both.two.ask({ 'x-visitor': 'another' })).status === 200, 'it answers again');
  });
});
