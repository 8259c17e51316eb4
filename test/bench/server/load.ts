/** Pages that speak all the time: a frame of 20 ms each 20 ms, each with the moment at which it was sent. */
import { WebSocket } from 'ws';

const FRAME_MS = 20;
/** So many open at once. */
const TOGETHER = 20;
/** 24 kHz, 16 bit. */
const SOUND_BYTES = 960;

export type Dial = () => Promise<WebSocket>;

/** Through the relay: a ticket first. */
export const throughRelay =
  (origin: string): Dial =>
  async () => {
    const answer = await fetch(`${origin}/voice/token`, { method: 'POST', headers: { origin } });
    const { url } = (await answer.json()) as { url: string };
    return new WebSocket(url, { origin, perMessageDeflate: false });
  };

export const straight =
  (origin: string): Dial =>
  async () =>
    new WebSocket(origin.replace('http', 'ws'), { perMessageDeflate: false });

export interface Load {
  /** Ms from a frame to the answer that it is in, since the last time. */
  take(): readonly number[];
  close(): Promise<void>;
}

const HEAD = /"delta":"([A-Za-z0-9+/]{12})/;

/** Each socket is opened with its ticket at once, a few at a time: a ticket is good for half a minute. */
async function open(calls: number, dial: Dial): Promise<readonly WebSocket[]> {
  const sockets: WebSocket[] = [];
  const one = async (): Promise<WebSocket> => {
    const socket = await dial();
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.once('error', reject);
      socket.once('close', (code) => reject(new Error(`a call was closed with ${code}`)));
    });
    return socket;
  };
  while (sockets.length < calls) {
    const group = Math.min(TOGETHER, calls - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: group }, one))));
  }
  return sockets;
}

/** Opens all calls before the first of them speaks: else the first ones would take the time that the last ones need. */
export async function speak(calls: number, dial: Dial, everyMs = FRAME_MS): Promise<Load> {
  let delays: number[] = [];
  const sockets = await open(calls, dial);
  const sound = Buffer.alloc(SOUND_BYTES, 1);
  const say = (socket: WebSocket): void => {
    sound.writeDoubleLE(performance.now());
    socket.send(`{"type":"input_audio_buffer.append","audio":"${sound.toString('base64')}"}`);
  };
  const timers = new Set<NodeJS.Timeout>();
  sockets.forEach((socket, i) => {
    socket.on('message', (data: Buffer) => {
      const sent = HEAD.exec(data.toString('latin1', 0, 160))?.[1];
      if (sent) delays.push(performance.now() - Buffer.from(sent, 'base64').readDoubleLE());
    });
    // Their frames are spread over the time between two, as those of pages that know nothing of each other.
    const start = setTimeout(() => timers.add(setInterval(say, everyMs, socket)), (i / calls) * everyMs);
    timers.add(start);
  });
  return {
    take: () => {
      const taken = delays;
      delays = [];
      return taken;
    },
    async close() {
      timers.forEach((timer) => clearTimeout(timer));
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.close(1000);
      await Promise.all(closed);
    },
  };
}
