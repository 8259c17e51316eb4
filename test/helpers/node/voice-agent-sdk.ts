/**
 * Microsoft's client of voice agents, as far as the tests use it. Its packages are in a folder of their own, which
 * `npm run test:clients` installs, so its types are not there when the tests are checked.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { mintToken } from '../../../demo/emulator/credentials.js';
import { type Running, SECRET } from './emulator-client.js';

const PACKAGE = new URL('../../clients/voice-agent/node_modules/@azure/ai-projects/', import.meta.url);

export const SDK_INSTALLED = existsSync(fileURLToPath(new URL('package.json', PACKAGE)));

/** An event as the client gives it: known ones under their type, others as `unknown` with the raw event. */
export interface SdkEvent {
  readonly type: string;
  readonly eventType?: string;
  readonly rawEvent?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

interface SdkConnection extends AsyncIterable<SdkEvent> {
  readonly closed: Promise<{ readonly code: number; readonly reason: string; readonly error?: Error }>;
  sendEvent(event: object): Promise<void>;
  configureSession(session: object): Promise<void>;
  sendText(text: string): Promise<void>;
  sendAudio(audio: Uint8Array): Promise<void>;
  sendToolOutput(callId: string, output: string): Promise<void>;
  cancelResponse(): Promise<void>;
  close(): Promise<void>;
}

interface Handlers {
  onMessage(data: string): void;
  onClose(code: number, reason: string, wasClean: boolean): void;
  onError(error: Error): void;
}

interface ConnectOptions {
  readonly url: string;
  readonly protocols: string[];
  readonly headers: Record<string, string>;
}

/** The client accepts secure addresses only. This transport leads what it asks for to the emulator. */
class LocalTransport {
  readonly #port: number;
  #handlers: Handlers | undefined;
  #socket: WebSocket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  setHandlers(handlers: Handlers): void {
    this.#handlers = handlers;
  }

  connect({ url, protocols, headers }: ConnectOptions): Promise<void> {
    const { pathname, search } = new URL(url);
    const socket = new WebSocket(`ws://127.0.0.1:${this.#port}${pathname}${search}`, protocols, { headers });
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#handlers?.onMessage(data.toString('utf8')));
    socket.on('close', (code, reason) => this.#handlers?.onClose(code, String(reason), [1000, 1001].includes(code)));
    return new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  }

  async send(data: string): Promise<void> {
    this.#socket?.send(data);
  }

  async close(code: number, reason: string): Promise<void> {
    const { OPEN, CONNECTING } = WebSocket;
    if (this.#socket?.readyState === OPEN || this.#socket?.readyState === CONNECTING) this.#socket.close(code, reason);
  }
}

type Client = new (
  endpoint: string,
  credential: object,
  options: object,
) => { connect(agent: string, options?: object): Promise<SdkConnection> };

/** One session of Microsoft's client with a voice agent of the emulator. */
export class VoiceAgentSdk implements AsyncDisposable {
  readonly connection: SdkConnection;
  readonly events: SdkEvent[] = [];
  /** what the client said when it could not read an event */
  failure: Error | undefined;
  #wake: () => void = () => undefined;

  private constructor(connection: SdkConnection) {
    this.connection = connection;
    void this.#read();
  }

  static async open(running: Running, agent: string, options: object = {}): Promise<VoiceAgentSdk> {
    const { VoiceAgentRealtimeClient } = (await import(new URL('dist/esm/index.js', PACKAGE).href)) as {
      readonly VoiceAgentRealtimeClient: Client;
    };
    const { token, expiresAt } = mintToken(SECRET, { ttlSeconds: 600 });
    const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.parse(expiresAt) }) };
    const webSocketFactory = { create: () => new LocalTransport(running.port) };
    const client = new VoiceAgentRealtimeClient('https://resource.example/api/projects/shop', credential, {
      apiVersion: 'v1',
      webSocketFactory,
    });
    return new VoiceAgentSdk(await client.connect(agent, options));
  }

  all(type: string): readonly SdkEvent[] {
    return this.events.filter((event) => (event.eventType ?? event.type) === type);
  }

  /** The `count`th event of a type. */
  async until(type: string, count = 1): Promise<SdkEvent> {
    const deadline = Date.now() + 45_000;
    for (;;) {
      const found = this.all(type)[count - 1];
      if (found) return found;
      if (this.failure) throw this.failure;
      const last = this.events.slice(-9).map((event) => event.eventType ?? event.type);
      if (Date.now() > deadline) throw new Error(`no ${type} came; the last were ${last.join(', ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.close();
  }

  async #read(): Promise<void> {
    try {
      for await (const event of this.connection) {
        this.events.push(event);
        this.#wake();
      }
    } catch (error) {
      this.failure = error as Error;
    }
  }
}
