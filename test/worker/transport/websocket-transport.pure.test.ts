import { expect } from 'chai';
import { openWebSocket } from '../../../src/worker/transport/websocket-transport.js';

/** The socket of a browser, as far as a transport uses it. */
class FakeSocket {
  static last: FakeSocket;
  onopen?: (() => void) | null;
  onclose?: ((end: { readonly code: number; readonly reason: string }) => void) | null;
  onmessage?: ((message: { readonly data: string }) => void) | null;
  readonly closes: (number | undefined)[] = [];

  constructor() {
    FakeSocket.last = this;
  }

  close(code?: number): void {
    this.closes.push(code);
  }
}

describe('a socket', () => {
  const { WebSocket } = globalThis;
  before(() => (globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket));
  after(() => (globalThis.WebSocket = WebSocket));

  async function open() {
    const told: string[] = [];
    const lifetime = new AbortController();
    const opening = openWebSocket(
      { url: 'wss://service.example/', protocols: [] },
      { onText: (text) => told.push(text), onClose: ({ code }) => told.push(`closed ${code}`) },
      lifetime.signal,
    );
    const socket = FakeSocket.last;
    socket.onopen!();
    expect((await opening).ok).to.be.true;
    return { lifetime, socket, told };
  }

  for (const [why, reason, code] of [
    ['that says nothing any more is closed with our code for it', 3008, 3008],
    ['that is over is closed well', undefined, 1000],
    ['whose conversation was stopped for a reason in words is closed well', new Error('stopped'), 1000],
  ] as const) {
    it(`${why}, and tells nothing after it`, async () => {
      const { lifetime, socket, told } = await open();
      socket.onmessage!({ data: 'hello' });
      lifetime.abort(reason);
      expect(socket.closes).to.deep.equal([code]);
      socket.onmessage?.({ data: 'late' });
      socket.onclose?.({ code: 1006, reason: '' });
      expect(told).to.deep.equal(['hello']);
    });
  }

  it('that the other side closes tells its code', async () => {
    const { socket, told } = await open();
    socket.onclose!({ code: 1011, reason: '' });
    expect(told).to.deep.equal(['closed 1011']);
  });
});
