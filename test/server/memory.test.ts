/** Tests that hundreds of calls leave no memory behind. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket, WebSocketServer } from 'ws';
import { voiceServer } from '../../server/index.js';
import { listening, until } from './helpers.js';

const TOGETHER = 50;
const ROUNDS = 10;
const FRAMES = 20;
/** Limit of the growth. 500 calls that leak would hold 50 MB and more; see `npm run bench:server`. */
const MOST_LEFT_BYTES = 5 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Heap in use after two garbage collections: memory that a finalizer releases is freed by the second one. */
async function heldBytes(): Promise<number> {
  for (let i = 0; i < 2; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const FRAME = JSON.stringify({ type: 'input_audio_buffer.append', audio: 'AAAA'.repeat(320) });
const ITEM = JSON.stringify({
  type: 'conversation.item.create',
  item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'hello' }] },
});

describe('the memory', () => {
  it(`is back where it was after ${TOGETHER * ROUNDS} calls`, async () => {
    const service = createServer();
    // The service answers every frame with audio, so that both directions are used.
    new WebSocketServer({ server: service }).on('connection', (socket) => {
      socket.send('{"type":"session.created","session":{}}');
      socket.on('message', () =>
        socket.send(JSON.stringify({ type: 'response.audio.delta', delta: 'A'.repeat(6400) })),
      );
    });
    let visitors = 0;
    const voice = voiceServer({
      ...{
        endpoint: `http://127.0.0.1:${await listening(service)}`,
        auth: { apiKey: 'key' },
        log: false,
        resume: true,
      },
      ...{ origins: 'same', hosts: ['127.0.0.1'], profiles: { shop: { model: 'm' } } },
      authorize: () => ({ visitor: String(visitors++), profile: 'shop' }),
      limits: { ticketsPerNetworkMinute: 1_000_000 },
    });
    const relay = createServer((request, response) => voice.handle(request, response));
    voice.attach(relay);
    const origin = `http://127.0.0.1:${await listening(relay)}`;
    const talk = async (): Promise<void> => {
      const answer = await fetch(`${origin}/voice/token`, { method: 'POST', headers: { origin } });
      const { url } = (await answer.json()) as { url: string };
      const socket = new WebSocket(url, { origin });
      let heard = 0;
      socket.on('message', () => heard++);
      await once(socket, 'message');
      for (let i = 0; i < FRAMES; i++) socket.send(i === 0 ? ITEM : FRAME);
      await until(() => heard > FRAMES, 'all are answered');
      socket.close(1000);
      await once(socket, 'close');
    };
    const round = async (): Promise<void> => {
      await Promise.all(Array.from({ length: TOGETHER }, talk));
      await until(() => voice.calls === 0, 'all are over');
    };
    await round();
    const before = await heldBytes();
    for (let i = 0; i < ROUNDS; i++) await round();
    const left = (await heldBytes()) - before;
    assert.ok(left < MOST_LEFT_BYTES, `${(left / 1024 / 1024).toFixed(1)} MB are left`);
    await voice.close();
    for (const server of [relay, service]) {
      server.closeAllConnections();
      server.close();
    }
  });
});
