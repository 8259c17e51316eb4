/** Tests the connection to the service: addresses, headers, refusals, close codes, back-pressure, and silent losses. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closeCode, closeReason } from '../../server/policy/close-codes.js';
import { upstreamAddress } from '../../server/upstream/address.js';
import { startFakeService } from './fake-service.js';
import { pause, startSite, startStage, until } from './helpers.js';

const ENDPOINT = 'wss://name.services.ai.azure.com';

describe('the address of the service', () => {
  it('names a model, or an agent, and never a credential', () => {
    assert.equal(
      upstreamAddress(ENDPOINT, { model: 'gpt-realtime', features: 'a:b' }, 'c1').url,
      `${ENDPOINT}/voice-live/realtime?api-version=2026-07-15&features=a%3Ab&model=gpt-realtime&client-request-id=c1`,
    );
    const agent = { name: 'helper', project: 'shop', version: '3' };
    assert.equal(
      upstreamAddress(ENDPOINT, { agent }, 'c1').url,
      `${ENDPOINT}/voice-live/realtime?api-version=2026-07-15&agent-name=helper&agent-project-name=shop&agent-version=3&client-request-id=c1`,
    );
  });

  it('switches features of v1 on by a header, which no page could send', () => {
    const { url, headers } = upstreamAddress(ENDPOINT, { model: 'm', apiVersion: 'v1', features: 'a' }, 'c1');
    assert.match(url, /api-version=v1&model=m&client-request-id=c1$/);
    assert.deepEqual(headers, { 'VoiceLive-Features': 'a' });
  });

  it('has its own path for voice agents, whose inputs are sent in a header', () => {
    const voiceAgent = { name: 'a b', project: 'p/q', store: false, structuredInputs: { name: 'Zoë' } };
    const { url, headers, protocols } = upstreamAddress(ENDPOINT, { voiceAgent }, 'c1');
    assert.equal(
      url,
      `${ENDPOINT}/api/projects/p%2Fq/agents/a%20b/endpoint/protocols/voice?api-version=v1&store=false&client-request-id=c1`,
    );
    assert.deepEqual(headers, {
      'Foundry-Features': 'VoiceAgents=V1Preview',
      'x-ms-voice-structured-inputs': '{"name":"Zo\\u00eb"}',
    });
    assert.deepEqual(protocols, ['realtime']);
  });
});

describe('the line to the service', () => {
  it('carries a key in a header, and the profile’s session as the first frame', async () => {
    await using service = await startFakeService();
    await using site = await startSite(service.endpoint, { auth: { apiKey: 'a-secret-key' } });
    site.dial((await site.ticket()).url);
    await until(() => service.received.length > 0, 'a frame');
    assert.equal(service.requests[0]!.headers['api-key'], 'a-secret-key');
    assert.ok(!service.requests[0]!.url!.includes('secret'));
    const session = { instructions: 'You sell bicycles.' };
    assert.deepEqual(JSON.parse(service.received[0]!), { type: 'session.update', event_id: 'relay_profile', session });
  });

  it('tells the page the dialect of a voice agent, and answers its subprotocol', async () => {
    await using service = await startFakeService();
    const profiles = { shop: { voiceAgent: { name: 'a', project: 'p' } } };
    await using site = await startSite(service.endpoint, { profiles });
    const answer = (await (await site.ask()).json()) as { dialect: string };
    assert.equal(answer.dialect, 'voice-agent');
    site.dial((await site.ticket()).url);
    await until(() => service.requests.length > 0, 'an upgrade');
    assert.match(service.requests[0]!.headers.authorization!, /^Bearer ./);
    assert.equal(service.requests[0]!.headers['sec-websocket-protocol'], 'realtime');
    assert.match(service.requests[0]!.url!, /^\/api\/projects\/p\/agents\/a\//);
  });

  for (const [status, code] of [
    [429, 1013],
    [401, 1011],
    [404, 1011],
    [302, 1011],
  ] as const) {
    it(`that is refused with ${status} closes the page’s with ${code}`, async () => {
      await using service = await startFakeService({ status });
      await using site = await startSite(service.endpoint);
      assert.equal(await site.dial((await site.ticket()).url).closed, code);
      assert.ok(site.log.some(({ event, detail }) => event === 'upstream-failed' && detail!.includes(String(status))));
      await until(() => site.voice.calls === 0, 'the place is free');
      assert.equal((await site.ask()).status, 200);
    });
  }

  it('that nobody answers is given up, and holds its place until then though the page has left', async () => {
    await using service = await startFakeService({ silent: true });
    await using site = await startSite(service.endpoint, {}, { connectMs: 600 });
    const client = site.dial((await site.ticket()).url);
    await until(() => service.requests.length === 1, 'an upgrade');
    client.socket.terminate();
    await pause(200);
    assert.equal((await site.ask()).status, 429);
    await until(async () => (await site.ask()).status === 200, 'the place is free');
  });

  it('is given up when no token comes, as a drain must end', async () => {
    await using service = await startFakeService();
    const auth = { token: () => new Promise<never>(() => undefined) };
    await using site = await startSite(service.endpoint, { auth }, { connectMs: 300 });
    const client = site.dial((await site.ticket()).url);
    await until(() => site.voice.calls === 1, 'a call');
    const drained = site.voice.drain();
    assert.equal(await client.closed, 1011);
    await drained;
    assert.ok(site.log.some(({ event, detail }) => event === 'failed' && detail!.includes('No token came')));
  });

  it('gets what a page says before it is open, in order and after the profile', async () => {
    let answer = (): void => undefined;
    await using service = await startFakeService({ answer: new Promise((resolve) => (answer = resolve)) });
    await using site = await startSite(service.endpoint);
    const client = site.dial((await site.ticket()).url);
    await until(() => client.socket.readyState === 1 && service.requests.length === 1, 'an upgrade');
    for (let i = 0; i < 30; i++) client.appendBytes(new Uint8Array([i]));
    await pause(100);
    answer();
    await until(() => service.received.length === 31, 'all of it');
    const [profile, ...sounds] = service.received.map((text) => JSON.parse(text) as { type: string; audio: string });
    assert.equal(profile!.type, 'session.update');
    assert.deepEqual(
      sounds.map(({ audio }) => Buffer.from(audio, 'base64')[0]),
      Array.from({ length: 30 }, (_, i) => i),
    );
  });

  it('is closed when the page leaves, and its own codes reach the page where they may travel', async () => {
    await using service = await startFakeService();
    await using site = await startSite(service.endpoint);
    const first = site.dial((await site.ticket()).url);
    await until(() => service.sockets.length === 1 && first.socket.readyState === 1, 'a call');
    await pause(50);
    first.socket.close(1000);
    await until(() => service.connections.size === 0, 'the line is closed');
    for (const [given, code] of [
      [1001, 1001],
      [4321, 4321],
    ] as const) {
      const client = site.dial((await site.ticket()).url);
      const count = service.sockets.length;
      await until(() => service.sockets.length > count, 'a call');
      service.sockets.at(-1)!.close(given, 'Conversation ended by agent');
      assert.equal(await client.closed, code);
    }
    const dropped = site.dial((await site.ticket()).url);
    const count = service.sockets.length;
    await until(() => service.sockets.length > count, 'a call');
    service.sockets.at(-1)!.terminate();
    assert.equal(await dropped.closed, 1011);
  });

  it('passes binary frames on to the page', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00]);
    await using service = await startFakeService({ onOpen: (socket) => socket.send(bytes) });
    await using site = await startSite(service.endpoint);
    const client = site.dial((await site.ticket()).url);
    await until(() => client.binaries.length === 1, 'a binary frame');
    assert.deepEqual(client.binaries, [bytes]);
    assert.equal(client.socket.readyState, 1);
  });

  it('is not read while a page is slow, and the relay keeps little', async () => {
    const frame = JSON.stringify({ type: 'response.audio.delta', delta: 'A'.repeat(60_000) });
    let unsent = () => 0;
    await using service = await startFakeService({
      onOpen(socket) {
        unsent = () => socket.bufferedAmount;
        for (let i = 0; i < 1000; i++) socket.send(frame);
      },
    });
    await using site = await startSite(service.endpoint);
    const client = site.dial((await site.ticket()).url);
    await until(() => client.socket.readyState === 1, 'a call');
    client.socket.pause();
    await pause(1000);
    const waiting = unsent();
    assert.ok(waiting > 30e6, `${waiting} bytes wait in the service of 60 MB`);
    client.socket.resume();
    await until(() => client.events.length === 1000, 'all of it');
  });

  describe('that is not read', () => {
    /** Sends 39 MB to a service that reads none of it. */
    async function startSlow() {
      const service = await startFakeService({ onOpen: (socket) => socket.pause() });
      const site = await startSite(service.endpoint);
      const client = site.dial((await site.ticket()).url);
      await until(() => service.sockets.length === 1, 'a call');
      const picture = { type: 'input_image', image_url: `data:image/png;base64,${'A'.repeat(1_300_000)}` };
      const item = { type: 'message', role: 'user', content: [picture] };
      for (let i = 0; i < 30; i++) client.send({ type: 'conversation.item.create', item });
      await pause(1000);
      const close = () => Promise.all([site, service].map((part) => part[Symbol.asyncDispose]()));
      return { service, site, [Symbol.asyncDispose]: () => close().then(() => undefined) };
    }

    it('holds back a page while the service is slow', async () => {
      await using slow = await startSlow();
      // What the page still holds cannot be told: Node counts a list of writes as unsent until the last one has left.
      await slow.site.voice.close();
      const bytesUp = Number(slow.site.log.find(({ event }) => event === 'call-end')!['bytesUp']);
      assert.ok(bytesUp > 1e6 && bytesUp < 10e6, `${bytesUp} bytes of 39 MB went on`);
    });

    it('gets all of it when it reads again', async () => {
      await using slow = await startSlow();
      slow.service.sockets[0]!.resume();
      await until(() => slow.service.received.length > 25, 'most of it');
    });
  });

  it('that is gone without a word is noticed, on either side', async () => {
    const short = { pingMs: 100, pongMs: 100 };
    await using service = await startFakeService();
    await using site = await startSite(service.endpoint, {}, short);
    const client = site.dial((await site.ticket()).url);
    await until(() => service.sockets.length === 1, 'a call');
    await pause(500);
    assert.equal(client.socket.readyState, 1, 'a quiet line that answers pings lives');
    service.sockets[0]!.pause();
    assert.equal(await client.closed, 1011);
    const second = site.dial((await site.ticket()).url);
    await until(() => service.sockets.length === 2, 'a call');
    second.socket.pause();
    await until(() => site.voice.calls === 0, 'the page is given up');
  });

  it('refuses a page whose profile the service does not take, and tells the operator', async () => {
    const error = {
      type: 'invalid_request_error',
      code: 'bad_voice',
      param: 'session.voice',
      event_id: 'relay_profile',
    };
    await using service = await startFakeService({
      onOpen: (socket) => socket.on('message', () => socket.send(JSON.stringify({ type: 'error', error }))),
    });
    await using site = await startSite(service.endpoint);
    const client = site.dial((await site.ticket()).url);
    assert.equal(await client.closed, 1011);
    assert.deepEqual(client.events, []);
    assert.ok(site.log.some(({ detail }) => detail === 'profiles.shop.session was refused: bad_voice session.voice'));
  });
});

describe('what a page may read', () => {
  it('has no instructions, no secrets of tools and no token', async () => {
    await using stage = await startStage({
      profiles: {
        shop: {
          model: 'gpt-realtime',
          session: {
            instructions: 'Hidden words.',
            tools: [
              { type: 'mcp', server_label: 'stock', server_url: 'https://hidden.example', authorization: 'hidden' },
            ],
          },
        },
      },
    });
    const client = await stage.site.call();
    await client.updateSession({ modalities: ['text'] });
    const [connection] = stage.service.emulator.connections;
    const token = connection!.request.query;
    assert.deepEqual(Object.keys(token).sort(), ['api-version', 'client-request-id', 'model']);
    connection!.send({ type: 'error', error: { message: 'Token eyJabc.def.ghi was refused', code: 'x' } });
    const { error } = await client.next('error');
    assert.equal(error.message, 'Token [hidden] was refused');
    assert.ok(!/hidden/i.test(JSON.stringify(client.events.filter(({ type }) => type.startsWith('session.')))));
  });

  it('is closed with codes and reasons that may travel', () => {
    assert.deepEqual(
      [1000, 1005, 1006, 1015, 999, 4403, 5000].map(closeCode),
      [1000, 1011, 1011, 1011, 1011, 4403, 1011],
    );
    const reason = closeReason(`${'ü'.repeat(100)} a%2Fkey a/key`, ['a/key']);
    assert.ok(Buffer.byteLength(reason) <= 123);
    assert.equal(closeReason('no a%2Fkey, a/key', ['a/key']), 'no [hidden], [hidden]');
  });
});
