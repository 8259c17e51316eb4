import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { parseFaults } from '../../demo/emulator/faults.js';
import { goodToken, startEmulator, TestClient } from '../helpers/node/emulator-client.js';

const faulty = (faults: object): Record<string, string> => ({ 'emulator-faults': JSON.stringify(faults) });

describe('faults', () => {
  const readable: readonly (readonly [text: string, faults: object])[] = [
    ['', {}],
    ['{"latencyMs":50}', { latencyMs: 50 }],
    ['latencyMs:50, jitterMs:5', { latencyMs: 50, jitterMs: 5 }],
    ['neverAnswer:true', { neverAnswer: true }],
  ];
  for (const [text, faults] of readable) {
    it(`are read from "${text}"`, () => assert.deepEqual(parseFaults(text), { ok: true, value: faults }));
  }
  for (const text of ['latencyMs', 'latencyMs:x', 'latencyMs:-1', 'thunder:true', '{', 'refuseUpgrade:200']) {
    it(`are not read from "${text}"`, () => assert.equal(parseFaults(text).ok, false));
  }

  for (const status of [401, 403, 404, 429, 500]) {
    it(`refuse the upgrade with ${status}`, async () => {
      await using running = await startEmulator();
      const socket = new WebSocket(
        running.url({ Authorization: `Bearer ${goodToken()}`, ...faulty({ refuseUpgrade: status }) }),
      );
      const [error] = (await once(socket, 'error').catch((reason: unknown) => [reason])) as [Error];
      assert.match(error.message, new RegExp(String(status)));
    });
  }

  it('leave the upgrade unanswered', async () => {
    await using running = await startEmulator();
    const socket = new WebSocket(running.url(faulty({ neverAnswer: true })), { handshakeTimeout: 150 });
    const [error] = (await once(socket, 'error')) as [Error];
    assert.match(error.message, /timed out/);
  });

  it('delay events and keep their order', async () => {
    await using running = await startEmulator();
    const before = Date.now();
    using client = await TestClient.open(running, faulty({ latencyMs: 60, jitterMs: 80 }));
    assert.ok(Date.now() - before >= 60);
    const ids = Array.from({ length: 30 }, (_, i) => `item${i}`);
    for (const id of ids)
      client.send({ type: 'conversation.item.create', item: { id, type: 'message', role: 'user', content: [] } });
    for (const id of ids) assert.equal((await client.next('conversation.item.created')).item.id, id);
  });

  it('hold everything back for a while', async () => {
    await using running = await startEmulator();
    const before = Date.now();
    using client = await TestClient.open(running, faulty({ stallAfterMs: 50, stallMs: 400 }));
    await new Promise((resolve) => setTimeout(resolve, 80));
    await client.ask('hello', { modalities: ['text'] });
    assert.ok(Date.now() - before >= 445);
  });

  const endings: readonly (readonly [faults: object, code: number])[] = [
    [{ closeAfterMs: 50, closeCode: 1008 }, 1008],
    [{ closeAfterMs: 50 }, 1011],
    [{ destroyAfterMs: 50 }, 1006],
    [{ expireAfterMs: 50 }, 1001],
  ];
  for (const [faults, code] of endings) {
    it(`end the connection: ${JSON.stringify(faults)}`, async () => {
      await using running = await startEmulator();
      using client = await TestClient.open(running, faulty(faults));
      assert.equal(await client.closed, code);
      const codes = client.of('error').map((event) => event.error.code);
      assert.deepEqual(codes, 'expireAfterMs' in faults ? ['session_expired'] : []);
      const connection = running.emulator.connections[0]!;
      if (connection.isOpen) await once(connection.signal, 'abort');
      assert.equal(connection.closeCode, code);
    });
  }

  it('announce an early expiry', async () => {
    await using running = await startEmulator();
    const before = Date.now();
    using client = await TestClient.open(running, faulty({ expireAfterMs: 30_000 }));
    const expiresMs = Number(client.events[0]?.session['expires_at']) * 1000;
    assert.ok(expiresMs > before + 29_000 && expiresMs <= Date.now() + 30_000); // `expires_at` is in whole seconds
  });

  it('send frames that are no events, and go on', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running, faulty({ malformedAfterMs: 20, binaryAfterMs: 30 }));
    await client.ask('hello');
    while (client.malformed.length + client.binaries.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual([client.malformed.length, client.binaries.length], [1, 1]);
    assert.equal((await client.ask('hello')).status, 'completed');
  });

  it('let transcription fail', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running, faulty({ failTranscription: true }));
    await client.updateSession({ turn_detection: null, input_audio_transcription: { model: 'whisper-1' } });
    client.append(new Int16Array(2400));
    client.send({ type: 'input_audio_buffer.commit' });
    assert.equal(
      (await client.next('conversation.item.input_audio_transcription.failed')).error.code,
      'transcription_failed',
    );
  });

  it('wait for the next connections when set on the emulator', async () => {
    await using running = await startEmulator();
    running.emulator.faults.set({ closeAfterMs: 10, closeCode: 1008 }, 1);
    using first = await TestClient.open(running);
    assert.equal(await first.closed, 1008);
    using second = await TestClient.open(running);
    assert.equal((await second.ask('hello')).status, 'completed');
  });

  it('can be made by hand', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running);
    const connection = running.emulator.connections[0]!;
    connection.sendRaw('nonsense');
    connection.drop(1011);
    assert.equal(await client.closed, 1011);
    assert.deepEqual(client.malformed, ['nonsense']);
  });
});
