import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { mintToken } from '../../../demo/emulator/credentials.js';
import { attachEmulator, type Emulator, type EmulatorOptions } from '../../../demo/emulator/emulator.js';
import { phraseBook } from '../../../demo/emulator/speaking/phrase-book.js';

export const SECRET = 'a secret for tests';
export const API_KEY = 'a key for tests';
export const goodToken = (): string => mintToken(SECRET, { ttlSeconds: 60 }).token;

export interface Running extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly port: number;
  readonly log: readonly string[];
  url(query?: Readonly<Record<string, string>>): string;
}

/** Starts an emulator on a free port. It speaks recorded phrases, a hundred times faster than real time. */
export async function startEmulator(options: Partial<EmulatorOptions> = {}): Promise<Running> {
  const log: string[] = [];
  const server = createServer((request, response) => {
    if (!emulator.handleControl(request, response)) response.writeHead(404).end();
  });
  const emulator = attachEmulator(server, {
    secret: SECRET,
    apiKey: API_KEY,
    speech: phraseBook(),
    pacing: { speed: 100, textDeltaMs: 1 },
    logger: (line) => log.push(line),
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ emulator, port, log },
    url: (query = {}) => {
      const all = { 'api-version': '2026-07-15', model: 'gpt-realtime', ...query };
      return `ws://127.0.0.1:${port}/voice-live/realtime?${new URLSearchParams(all)}`;
    },
    async [Symbol.asyncDispose]() {
      emulator.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface ReceivedItem {
  readonly id: string;
  readonly type: string;
  readonly role: string;
  readonly status: string;
  readonly name: string;
  readonly call_id: string;
  readonly arguments: string;
  readonly content: readonly { type: string; text?: string; transcript?: string | null; audio?: string }[];
}

export interface ReceivedResponse {
  readonly id: string;
  readonly status: string;
  readonly status_details: { readonly type: string; readonly reason: string; readonly error: object } | null;
  readonly output: readonly ReceivedItem[];
  readonly usage: { readonly total_tokens: number; readonly output_token_details: { readonly audio_tokens: number } };
  readonly [field: string]: unknown;
}

/** A server event. The type has the fields of all events; a test fails when it reads one that its event does not have. */
export interface Received {
  readonly type: string;
  readonly event_id: string;
  readonly item_id: string;
  readonly previous_item_id: string | null;
  readonly response_id: string;
  readonly delta: string;
  readonly text: string;
  readonly transcript: string;
  readonly audio_start_ms: number;
  readonly audio_end_ms: number;
  readonly audio_offset_ms: number;
  readonly audio_duration_ms: number;
  readonly item: ReceivedItem;
  readonly response: ReceivedResponse;
  readonly session: Readonly<Record<string, unknown>>;
  readonly error: {
    readonly type: string;
    readonly code: string;
    readonly message: string;
    readonly param: string | null;
    readonly event_id: string | null;
  };
}

const PATIENCE_MS = 45_000;

/** A plain WebSocket client that keeps everything it received. */
export class TestClient implements Disposable {
  readonly events: Received[] = [];
  readonly binaries: Uint8Array[] = [];
  readonly malformed: string[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  #read = 0;
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => {
      if (isBinary) this.binaries.push(data as Buffer);
      else this.#keep(String(data));
      this.#wake();
    });
  }

  /** Connects with a good token and waits for `session.created`. */
  static async open(running: Running, query: Readonly<Record<string, string>> = {}): Promise<TestClient> {
    const client = new TestClient(new WebSocket(running.url({ Authorization: `Bearer ${goodToken()}`, ...query })));
    await client.next('session.created');
    return client;
  }

  send(event: Readonly<Record<string, unknown>>): void {
    this.socket.send(JSON.stringify(event));
  }

  /** Waits for the next event of a type, and skips those before it. */
  async next(type: string): Promise<Received> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      while (this.#read < this.events.length) {
        const event = this.events[this.#read++]!;
        if (event.type === type) return event;
      }
      await this.#more(deadline, type);
    }
  }

  async #more(deadline: number, type: string): Promise<void> {
    const seen = this.events.map((event) => event.type).slice(-12);
    if (Date.now() > deadline) throw new Error(`no ${type} came; the last were ${seen.join(', ')}`);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 200);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Sends an event and returns the error that answers it. */
  async fault(event: Readonly<Record<string, unknown>>): Promise<Received['error']> {
    this.send(event);
    return (await this.next('error')).error;
  }

  updateSession(session: Readonly<Record<string, unknown>>): Promise<Received> {
    this.send({ type: 'session.update', session });
    return this.next('session.updated');
  }

  write(text: string): void {
    const content = [{ type: 'input_text', text }];
    this.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
  }

  /** Writes a text, asks for a response and returns it when it is done. */
  async ask(text: string, response: Readonly<Record<string, unknown>> = {}): Promise<ReceivedResponse> {
    this.write(text);
    this.send({ type: 'response.create', response });
    return (await this.next('response.done')).response;
  }

  append(samples: Int16Array, pieceSamples = 2400): void {
    for (let at = 0; at < samples.length; at += pieceSamples) {
      this.appendBytes(bytesOf(samples.subarray(at, at + pieceSamples)));
    }
  }

  appendBytes(bytes: Uint8Array): void {
    this.send({ type: 'input_audio_buffer.append', audio: Buffer.from(bytes).toString('base64') });
  }

  /** Types of the events since number `from`. A type of deltas is listed once. */
  types(from = 0): readonly string[] {
    const types = this.events.slice(from).map((event) => event.type);
    return types.filter((type, i) => !type.endsWith('.delta') || !types.slice(0, i).includes(type));
  }

  of(type: string): readonly Received[] {
    return this.events.filter((event) => event.type === type);
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #keep(text: string): void {
    try {
      this.events.push(JSON.parse(text) as Received);
    } catch {
      this.malformed.push(text);
    }
  }
}

export const bytesOf = (samples: Int16Array): Uint8Array =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);

export const silence = (ms: number, rateHz = 24_000): Int16Array => new Int16Array((ms * rateHz) / 1000);

export function tone(ms: number, { rateHz = 24_000, hz = 440, amplitude = 0.3 } = {}): Int16Array {
  return Int16Array.from(silence(ms, rateHz), (_, i) =>
    Math.round(amplitude * 32_767 * Math.sin((2 * Math.PI * hz * i) / rateHz)),
  );
}

export const join = (...parts: readonly Int16Array[]): Int16Array =>
  Int16Array.from(parts.flatMap((part) => [...part]));

/** Strength of one frequency, 0 to about 1 (Goertzel). */
export function strengthAt(samples: Int16Array, hz: number, rateHz = 24_000): number {
  let re = 0;
  let im = 0;
  samples.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / rateHz);
    im += sample * Math.sin((2 * Math.PI * hz * i) / rateHz);
  });
  return (2 * Math.hypot(re, im)) / samples.length / 32_768;
}

/** The pcm16 audio that a client was sent. */
export const pcmOf = (client: TestClient): Int16Array => {
  const bytes = Buffer.concat(client.of('response.audio.delta').map((event) => Buffer.from(event.delta, 'base64')));
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};
