/** The proxy of the tests does to a connection what it says. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { TcpProxy } from '../helpers/node/tcp-proxy.js';

describe('the proxy of the tests', () => {
  /** Sends back what it gets. */
  const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  let proxy: TcpProxy;
  let port: number;
  let client: Socket;
  let heard: string;

  before(async () => {
    await new Promise<void>((resolve) => echo.listen(0, 'localhost', resolve));
  });
  after(() => echo.close());

  beforeEach(async () => {
    await proxy?.[Symbol.asyncDispose]();
    proxy = new TcpProxy((echo.address() as AddressInfo).port);
    port = await proxy.listen();
    client = await dial();
  });
  after(() => proxy[Symbol.asyncDispose]());

  async function dial(): Promise<Socket> {
    const socket = connect(port, 'localhost').on('error', () => undefined);
    heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    await once(socket, 'connect');
    return socket;
  }

  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  async function hears(text: string): Promise<void> {
    while (heard !== text) await once(client, 'data');
  }

  it('delays each direction, and keeps the order', async () => {
    proxy.set({ up: { delayMs: 40 }, down: { delayMs: 60 } });
    const began = performance.now();
    client.write('a');
    client.write('b');
    await hears('ab');
    assert.ok(performance.now() - began >= 100);
  });

  for (const way of ['up', 'down'] as const)
    it(`keeps what goes ${way} while it stalls, and delivers it then`, async () => {
      proxy.set({ [way]: { mode: 'stall' } });
      client.write('a');
      await pause(50);
      assert.equal(heard, '');
      proxy.set({ [way]: { mode: 'flow' } });
      await hears('a');
    });

  it('leaves a connection half-open: nothing comes, nobody is told, and a new one works', async () => {
    client.write('a');
    await hears('a');
    proxy.set({ up: { mode: 'swallow' }, down: { mode: 'swallow' } }, 'present');
    let closed = false;
    client.on('close', () => (closed = true));
    client.write('b');
    await pause(50);
    assert.deepEqual([heard, closed], ['a', false]);
    client = await dial();
    client.write('c');
    await hears('c');
  });

  it('breaks connections, and refuses new ones while the network is away', async () => {
    const broken = new Promise((resolve) => client.on('close', resolve));
    proxy.isAway = true;
    proxy.cut();
    await broken;
    const refused = connect(port, 'localhost').on('error', () => undefined);
    await new Promise((resolve) => refused.on('close', resolve));
    while (proxy.open > 0) await pause(5);
  });
});
