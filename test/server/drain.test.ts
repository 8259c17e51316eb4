/** Tests a server that drains, and a page whose connection is lost: calls end in an orderly way, or continue. */
import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { MemoryStore } from '../../server/store/memory-store.js';
import { startStage, until, type Site } from './helpers.js';

afterEach(() => mock.restoreAll());

describe('a server that drains', () => {
  it('takes no more, warns the pages and ends their calls', async () => {
    await using stage = await startStage({}, { drainQuietMs: 200, drainMs: 1000 });
    const { voice } = stage.site;
    const left = await stage.site.ticket({ 'x-visitor': 'late' });
    const client = await stage.site.call();
    const drained = voice.drain();
    assert.equal(voice.ready, false);
    const { warning } = (await client.next('warning')) as unknown as { warning: { code: string } };
    assert.equal(warning.code, 'relay_draining');
    assert.equal((await stage.site.ask({ 'x-visitor': 'another' })).status, 503);
    assert.equal(await stage.site.dial(left.url).closed, 4503);
    assert.equal(await client.closed, 4503);
    await drained;
    assert.equal(voice.calls, 0);
  });

  it('turns a page away that was being let in when it began', async () => {
    await using stage = await startStage();
    const { url } = await stage.site.ticket();
    const enter = MemoryStore.prototype.enter;
    let letIn = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      mock.method(
        MemoryStore.prototype,
        'enter',
        async function (this: MemoryStore, ...args: Parameters<typeof enter>) {
          resolve();
          await new Promise<void>((answer) => (letIn = answer));
          return enter.apply(this, args);
        },
      );
    });
    const client = stage.site.dial(url);
    await asked;
    await stage.site.voice.drain();
    letIn();
    assert.equal(await client.closed, 4503);
    assert.equal(stage.site.voice.calls, 0);
  });

  it('is waited for by everybody who asks', async () => {
    await using stage = await startStage({}, { drainQuietMs: 50 });
    await stage.site.call();
    await Promise.all([stage.site.voice.drain(), stage.site.voice.drain()]);
    assert.equal(stage.site.voice.calls, 0);
  });

  it('lets an answer under way be heard to its end, but does not wait for ever', async () => {
    await using stage = await startStage({}, { drainQuietMs: 50, drainMs: 20_000 });
    const client = await stage.site.call();
    await client.updateSession({ modalities: ['text'] });
    client.write('story');
    client.send({ type: 'response.create' });
    await client.next('response.created');
    void stage.site.voice.drain();
    await client.next('response.done');
    assert.equal(await client.closed, 4503);

    await using strict = await startStage({}, { drainQuietMs: 20, drainMs: 60 });
    const other = await strict.site.call();
    await other.updateSession({ modalities: ['text'] });
    other.write('slow');
    other.send({ type: 'response.create' });
    await other.next('response.created');
    await strict.site.voice.drain();
    assert.equal(await other.closed, 4503);
    assert.equal(other.of('response.done').length, 0);
  });
});

describe('a call whose line to the page is lost', () => {
  const SHORT = { resumeMs: 600, pingMs: 20_000 };
  /** The number of frames that a page has received. */
  const seen = (client: { readonly events: readonly unknown[] }) => client.events.length;
  const resume = (site: Site, call: string, secret: string, count: number) =>
    site.ticket({}, { resume: { call, secret, seen: count } });

  it('goes on in the same session, and the page gets what it missed', async () => {
    await using stage = await startStage({ resume: true }, SHORT);
    const { call, resume: secret, url } = await stage.site.ticket();
    const first = stage.site.dial(url);
    await first.next('session.created');
    await first.updateSession({ modalities: ['text'] });
    const count = seen(first);
    first.socket.terminate();
    await first.closed;
    stage.service.emulator.connections[0]!.send({ type: 'response.text.delta', delta: 'missed' });
    const again = await resume(stage.site, call, secret!, count);
    assert.equal(again.call, call);
    assert.notEqual(again.resume, secret);
    const second = stage.site.dial(again.url);
    await second.next('relay.resumed');
    assert.equal((await second.next('response.text.delta')).delta, 'missed');
    assert.equal(second.of('session.created').length, 0);
    assert.equal((await second.ask('hello')).status, 'completed');
    assert.equal(stage.service.emulator.connections.length, 1);
    assert.equal(stage.site.voice.calls, 1);
  });

  it('is not given to somebody without its newest secret', async () => {
    await using stage = await startStage({ resume: true }, SHORT);
    const { call, resume: secret, url } = await stage.site.ticket();
    const first = stage.site.dial(url);
    await first.next('session.created');
    const ask = (asked: string, headers = {}) =>
      stage.site.ticket(headers, { resume: { call, secret: asked, seen: 1 } });
    assert.notEqual((await ask('A'.repeat(32))).call, call, 'it is another call, which takes over');
    assert.notEqual((await ask(secret!, { 'x-visitor': 'thief' })).call, call, 'it is a call of their own');
    const again = await ask(secret!);
    assert.equal(again.call, call);
    await stage.site.dial(again.url).next('relay.resumed');
    assert.notEqual((await ask(secret!)).call, call, 'the secret has turned');
  });

  it('begins anew where the page has missed too much, and says under which id', async () => {
    await using stage = await startStage({ resume: true }, SHORT);
    const { call, resume: secret, url } = await stage.site.ticket();
    const first = stage.site.dial(url);
    await first.next('session.created');
    first.socket.terminate();
    await first.closed;
    const second = stage.site.dial((await resume(stage.site, call, secret!, 99)).url);
    assert.notEqual(((await second.next('relay.began')) as unknown as { call: string }).call, call);
    await second.next('session.created');
    await until(() => stage.site.voice.calls === 1, 'the lost one is given up');
  });

  it('ends when the page does not come back, or has missed too much', async () => {
    await using stage = await startStage({ resume: true }, SHORT);
    const first = await stage.site.call();
    first.socket.terminate();
    await until(() => stage.site.voice.calls === 0, 'nobody came back');
    const second = await stage.site.call();
    second.socket.terminate();
    await second.closed;
    const [connection] = stage.service.emulator.connections.slice(-1);
    const delta = 'A'.repeat(100_000);
    for (let i = 0; i < 15; i++) connection!.send({ type: 'response.audio.delta', delta });
    await until(() => stage.site.voice.calls === 0, 'too much was missed');
    await until(() => !connection!.isOpen, 'the service’s side is closed');
  });
});
