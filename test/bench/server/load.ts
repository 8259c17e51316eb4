/** Simulates pages that speak all the time. Each sends a frame of 20 ms every 20 ms, which contains the time of its sending. */
import { WebSocket } from 'ws';

const FRAME_MS = 20;
/** Sockets that are opened at the same time. */
const TOGETHER = 20;
/** Bytes of a frame of 20 ms: 24 kHz, 16 bit. */
const SOUND_BYTES = 960;

export type Dial = () => Promise<WebSocket>;

/** Connects through the relay, which needs a ticket first. */
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
  /** Returns the delays since the last call: ms from the sending of a frame to the answer that contains it. */
  take(): readonly number[];
  close(): Promise<void>;
}

const HEAD = /"delta":"([A-Za-z0-9+/]{12})/;

/** Opens the sockets in small groups, so that each ticket is used before it expires after half a minute. */
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

/** Opens all calls before any of them speaks. Otherwise the first calls would slow down the opening of the last ones. */
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
    // The starts are spread over one interval, because real pages do not send in step.
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
