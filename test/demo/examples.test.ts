/** The examples that can run here do: as a process, with the built package, against the emulator. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { API_KEY, startEmulator, TestClient } from '../helpers/node/emulator-client.js';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('Express: its page, its script, its ticket, a call through its relay, and its end', async () => {
  await using service = await startEmulator();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, [path.join(EXAMPLES, 'express/server.mjs')], {
    env: {
      ...process.env,
      ...{ PORT: String(port), AZURE_VOICELIVE_API_KEY: API_KEY },
      AZURE_VOICELIVE_ENDPOINT: `http://127.0.0.1:${service.port}`,
    },
  });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = once(child, 'exit');
  try {
    await Promise.race([once(child.stdout, 'data'), ended.then(() => assert.fail(errors))]);

    const page = await fetch(origin);
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const html = await page.text();
    assert.match(html, /<voice-live-agent token-url="\/voice\/token">/);
    const script = await fetch(new URL(/src="([^"]+)"/.exec(html)![1]!, origin));
    assert.match(script.headers.get('content-type') ?? '', /javascript/);

    const token = await fetch(`${origin}/voice/token`, { method: 'POST', headers: { origin, cookie } });
    assert.equal(token.status, 200, errors);
    const { url } = (await token.json()) as { url: string };
    using client = new TestClient(new WebSocket(url, { origin }));
    const { session } = await client.next('session.created');
    assert.ok(session);
    assert.ok(!JSON.stringify(session).includes(API_KEY));
    client.socket.close();
    await client.closed;

    const stranger = await fetch(`${origin}/voice/token`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(stranger.status, 403);

    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null], errors);
  } finally {
    child.kill('SIGKILL');
  }
});

it('every file that the list of examples links to is there', () => {
  const list = readFileSync(path.join(EXAMPLES, 'README.md'), 'utf8');
  for (const [, to] of list.matchAll(/\]\(([^)]+)\)/g)) assert.ok(existsSync(path.join(EXAMPLES, to!)), to);
});
