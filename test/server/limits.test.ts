/** Tests the limits that the server enforces: simultaneous calls, minutes, money, and calls that take over from another. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { microEuros } from '../../server/limits/cost.js';
import { OPTIONS, pause, startStage, until } from './helpers.js';

const OPEN = OPTIONS.limits!;

describe('calls at a time', () => {
  it('are so many of a visitor, counted when the socket opens too', async () => {
    await using stage = await startStage({ limits: { ...OPEN, callsPerVisitor: 1 } });
    const [first, second] = [await stage.site.ticket(), await stage.site.ticket()];
    await stage.site.dial(first.url).next('session.created');
    assert.equal(await stage.site.dial(second.url).closed, 4429);
    assert.equal((await stage.site.ask()).status, 429);
    assert.equal((await stage.site.ask({ 'x-visitor': 'another' })).status, 200);
  });

  it('are so many of the whole site', async () => {
    await using stage = await startStage({ limits: { ...OPEN, calls: 1 } });
    await stage.site.call({ 'x-visitor': 'a' });
    assert.equal((await stage.site.ask({ 'x-visitor': 'b' })).status, 429);
  });
});

describe('a call that takes over', () => {
  it('may run beside the older one for a while, which then ends', async () => {
    await using stage = await startStage({}, { renewMs: 50, handOverMs: 400 });
    const old = await stage.site.ticket();
    const first = stage.site.dial(old.url);
    await first.next('session.created');
    await stage.site.call({}, { follows: old.call });
    assert.equal((await first.next('warning')).type, 'warning');
    assert.equal(await first.closed, 1000);
    await until(() => stage.site.voice.calls === 1, 'one is left');
  });

  it('is one, not any number: nobody follows a call twice, or has two more', async () => {
    await using stage = await startStage();
    const old = await stage.site.ticket();
    await stage.site.dial(old.url).next('session.created');
    const newer = await stage.site.ticket({}, { follows: old.call });
    await stage.site.dial(newer.url).next('session.created');
    assert.equal((await stage.site.ask({}, { follows: old.call })).status, 429);
    assert.equal((await stage.site.ask({}, { follows: newer.call })).status, 429);
  });

  it('may itself be followed at once, when the one before it is over: a line can be lost twice', async () => {
    await using stage = await startStage();
    const old = await stage.site.ticket();
    const first = stage.site.dial(old.url);
    await first.next('session.created');
    const newer = await stage.site.ticket({}, { follows: old.call });
    await stage.site.dial(newer.url).next('session.created');
    first.socket.terminate();
    await until(() => stage.site.voice.calls === 1, 'the first one is given up');
    await stage.site.call({}, { follows: newer.call });
    assert.equal(stage.site.voice.calls, 2);
  });

  it('finds room on a full site, however many are handed over at the same time', async () => {
    await using stage = await startStage({ limits: { ...OPEN, calls: 2 } });
    const visitors = ['a', 'b'].map((name) => ({ 'x-visitor': name }));
    const old = await Promise.all(visitors.map((visitor) => stage.site.ticket(visitor)));
    await Promise.all(old.map(({ url }) => stage.site.dial(url).next('session.created')));
    assert.equal((await stage.site.ask({ 'x-visitor': 'c' })).status, 429);
    const newer = visitors.map((visitor, i) => stage.site.call(visitor, { follows: old[i]!.call }));
    await Promise.all(newer);
    assert.equal(stage.site.voice.calls, 4);
  });

  it('is a call like any other when the older one has ended before it begins', async () => {
    await using stage = await startStage({ limits: { ...OPEN, callsPerVisitor: 1 } });
    const old = await stage.site.ticket();
    const first = stage.site.dial(old.url);
    await first.next('session.created');
    const late = await stage.site.ticket({}, { follows: old.call });
    first.socket.close(1000);
    await until(() => stage.site.voice.calls === 0, 'the older one is over');
    await stage.site.call();
    assert.equal(await stage.site.dial(late.url).closed, 4429);
  });

  it('that finds no room leaves the older one as it was', async () => {
    await using stage = await startStage({ limits: { ...OPEN, callsPerVisitor: 2 } }, { renewMs: 50 });
    const old = [await stage.site.ticket(), await stage.site.ticket()] as const;
    const [one, two] = old.map(({ url }) => stage.site.dial(url));
    await Promise.all([one!, two!].map((client) => client.next('session.created')));
    const newer = [
      await stage.site.ticket({}, { follows: old[0].call }),
      await stage.site.ticket({}, { follows: old[1].call }),
    ] as const;
    await stage.site.dial(newer[0].url).next('session.created');
    assert.equal(await stage.site.dial(newer[1].url).closed, 4429);
    await one!.next('warning');
    await pause(200);
    assert.equal(two!.of('warning').length, 0, 'nobody has taken over from it');
    one!.socket.close(1000);
    await until(() => stage.site.voice.calls === 2, 'the followed one is over');
    await stage.site.call({}, { follows: old[1].call });
  });

  it('must be of the same visitor', async () => {
    await using stage = await startStage({ limits: { ...OPEN, calls: 1 } });
    const old = await stage.site.ticket({ 'x-visitor': 'a' });
    await stage.site.dial(old.url).next('session.created');
    assert.equal((await stage.site.ask({ 'x-visitor': 'b' }, { follows: old.call })).status, 429);
  });
});

describe('time', () => {
  it('of a call ends it, after a warning', async () => {
    await using stage = await startStage({ limits: { ...OPEN, callMinutes: 0.01 } }, { warnMs: 300 });
    const client = await stage.site.call();
    const { warning } = (await client.next('warning')) as unknown as { warning: { code: string } };
    assert.equal(warning.code, 'relay_call_ending');
    assert.equal(await client.closed, 4408);
  });

  it('of a visitor in a day ends their call, and gives no more tickets', async () => {
    const limits = { ...OPEN, minutesPerVisitorDay: 1 / 60 };
    await using stage = await startStage({ limits }, { renewMs: 100 });
    const client = await stage.site.call();
    assert.equal(await client.closed, 4408);
    const refused = await stage.site.ask();
    assert.equal(refused.status, 429);
    assert.equal(((await refused.json()) as { code: string }).code, 'visitor-minutes');
    assert.equal((await stage.site.ask({ 'x-visitor': 'another' })).status, 200);
  });
});

describe('money', () => {
  const prices = { textIn: 1, audioIn: 10, textOut: 2, audioOut: 20, cachedTextIn: 0.5 };

  it('is the usage that the service reports, multiplied by the prices of the profile', () => {
    const usage = {
      input_token_details: { text_tokens: 100, audio_tokens: 10, cached_tokens_details: { text_tokens: 40 } },
      output_token_details: { text_tokens: 5, audio_tokens: 3 },
    };
    assert.equal(microEuros(usage, prices), 60 * 1 + 40 * 0.5 + 10 * 10 + 5 * 2 + 3 * 20);
  });

  it('that is used up lets the answer under way finish, ends the call and gives no more tickets', async () => {
    await using stage = await startStage({
      limits: { ...OPEN, eurosPerDay: 0.000_001 },
      profiles: { shop: { model: 'gpt-realtime', prices } },
    });
    const client = await stage.site.call();
    await client.updateSession({ modalities: ['text'] });
    const answer = await client.ask('hello');
    assert.equal(answer.status, 'completed');
    assert.equal(await client.closed, 4408);
    assert.equal((await stage.site.ask({ 'x-visitor': 'another' })).status, 429);
    assert.ok(stage.site.log.some(({ event }) => event === 'money'));
    assert.match(stage.site.voice.metrics(), /voice_relay_micro_euros_total [1-9]/);
    assert.match(stage.site.voice.metrics(), /voice_relay_day_spent_share [1-9]/);
  });
});

describe('a page that sends too much', () => {
  it('is held back, and ended when it goes on', async () => {
    await using stage = await startStage({}, { heldMs: 4000 });
    const client = await stage.site.call();
    const began = performance.now();
    for (let i = 0; i < 80; i++) client.send({ type: 'response.cancel' });
    await until(() => client.of('error').length === 80, 'all are answered');
    assert.ok(performance.now() - began > 2000, '30 of 80 had to wait for their tenth of a second');
    for (let i = 0; i < 400; i++) client.send({ type: 'response.create' });
    assert.equal(await client.closed, 4429);
  });

  it('is ended when a frame is too large', async () => {
    await using stage = await startStage();
    const client = await stage.site.call();
    client.send({ type: 'x', more: 'A'.repeat(2 * 1024 * 1024) });
    assert.equal(await client.closed, 1009);
    await pause(50);
    assert.equal(stage.site.voice.calls, 0);
  });
});
