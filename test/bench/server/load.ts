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

/** @returns when all of them have their session */
export async function speak(calls: number, dial: Dial): Promise<Load> {
  let delays: number[] = [];
  const sockets: WebSocket[] = [];
  const timers: NodeJS.Timeout[] = [];
  const open = async (): Promise<void> => {
    const socket = await dial();
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve());
      socket.once('error', reject);
      socket.once('close', (code) => reject(new Error(`a call was closed with ${code}`)));
    });
    socket.on('message', (data: Buffer) => {
      const sent = HEAD.exec(data.toString('latin1', 0, 160))?.[1];
      if (sent) delays.push(performance.now() - Buffer.from(sent, 'base64').readDoubleLE());
    });
    sockets.push(socket);
    const sound = Buffer.alloc(SOUND_BYTES, 1);
    timers.push(
      setInterval(() => {
        sound.writeDoubleLE(performance.now());
        socket.send(`{"type":"input_audio_buffer.append","audio":"${sound.toString('base64')}"}`);
      }, FRAME_MS),
    );
  };
  for (let left = calls; left > 0; left -= TOGETHER) {
    await Promise.all(Array.from({ length: Math.min(left, TOGETHER) }, open));
  }
  return {
    take: () => {
      const taken = delays;
      delays = [];
      return taken;
    },
    async close() {
      timers.forEach(clearInterval);
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.close(1000);
      await Promise.all(closed);
    },
  };
}
