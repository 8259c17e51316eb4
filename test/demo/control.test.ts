import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeWav } from '../../demo/emulator/audio/wav.js';
import {
  goodToken,
  type Running,
  startEmulator,
  strengthAt,
  TestClient,
  tone,
} from '../helpers/node/emulator-client.js';

const call = (running: Running, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${running.port}/emulator/${path}`, init);
const post = (running: Running, path: string, body: unknown): Promise<Response> =>
  call(running, path, { method: 'POST', body: JSON.stringify(body) });

describe('the control surface', () => {
  it('shows a connection without its credentials and without audio', async () => {
    await using running = await startEmulator();
    const token = goodToken();
    const tools = [
      { type: 'mcp', server_label: 'l', server_url: 'https://mcp.example', authorization: 'hidden secret' },
    ];
    using client = await TestClient.open(running, { Authorization: `Bearer ${token}`, 'client-request-id': 'mine' });
    await client.updateSession({ tools });
    client.append(tone(1000));
    await client.ask('hello', { modalities: ['text'] });
    const text = await (await call(running, 'connections')).text();
    assert.ok(!text.includes(token) && !text.includes('hidden secret'));
    const [shown] = JSON.parse(text) as [
      { id: string; query: object; counts: object; received: { type: string; count: number }[]; items: object[] },
    ];
    assert.equal(shown.id, 'mine');
    assert.deepEqual(shown.query, { 'api-version': '2026-07-15', model: 'gpt-realtime', 'client-request-id': 'mine' });
    assert.deepEqual(
      shown.received.map(({ type, count }) => [type, count]),
      [
        ['session.update', 1],
        ['input_audio_buffer.append', 10],
        ['conversation.item.create', 1],
        ['response.create', 1],
      ],
    );
    assert.equal(shown.items.length, 3); // the tools of the server, the question, the answer
  });

  it('gives the received audio as WAV', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running, { 'client-request-id': 'mine' });
    client.append(tone(300, { hz: 1000 }));
    await client.next('input_audio_buffer.speech_started');
    const response = await call(running, 'connections/mine/audio');
    assert.equal(response.headers.get('content-type'), 'audio/wav');
    const { pcm, rateHz } = decodeWav(Buffer.from(await response.arrayBuffer()));
    assert.deepEqual([pcm.length, rateHz], [7200, 24_000]);
    assert.ok(strengthAt(pcm, 1000) > 0.29);
  });

  it('sends events and closes', async () => {
    await using running = await startEmulator();
    using client = await TestClient.open(running, { 'client-request-id': 'mine' });
    assert.equal(
      (await post(running, 'connections/mine/send', { type: 'response.text.delta', delta: 'x' })).status,
      204,
    );
    assert.equal((await client.next('response.text.delta')).delta, 'x');
    assert.equal((await post(running, 'connections/mine/send', 'no json')).status, 204);
    assert.equal((await post(running, 'connections/mine/close', { code: 4000 })).status, 204);
    assert.equal(await client.closed, 4000);
    assert.deepEqual(client.malformed, ['no json']);
  });

  it('sets and clears faults for the next connections', async () => {
    await using running = await startEmulator();
    assert.equal((await post(running, 'faults', { destroyAfterMs: 5, connections: 1 })).status, 204);
    using first = await TestClient.open(running);
    assert.equal(await first.closed, 1006);
    await post(running, 'faults', { refuseUpgrade: 500 });
    assert.equal((await call(running, 'faults', { method: 'DELETE' })).status, 204);
    using second = await TestClient.open(running);
    assert.equal(second.of('session.created').length, 1);
  });

  it('refuses what it does not know', async () => {
    await using running = await startEmulator();
    assert.equal((await call(running, 'connections/x')).status, 404);
    assert.equal((await call(running, 'weather')).status, 404);
    assert.equal((await post(running, 'faults', { thunder: true })).status, 400);
    assert.equal((await call(running, 'faults', { method: 'POST', body: '{' })).status, 400);
  });

  it('is closed to pages of other sites', async () => {
    await using running = await startEmulator();
    const from = (origin: string) => call(running, 'connections', { headers: { Origin: origin } });
    assert.equal((await from('https://evil.example')).status, 403);
    const local = await from('http://localhost:8000');
    assert.equal(local.headers.get('access-control-allow-origin'), 'http://localhost:8000');
  });
});
