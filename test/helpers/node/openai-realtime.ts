/**
 * OpenAI's client of the realtime protocol, as far as the tests use it. Its packages are in a folder of their own, which
 * `npm run test:clients` installs, so its types are not there when the tests are checked.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { mintToken } from '../../../demo/emulator/credentials.js';
import { type Running, SECRET } from './emulator-client.js';
import { agentUrl, FEATURE } from './voice-agent-client.js';

const PACKAGE = new URL('../../clients/openai-realtime/node_modules/@openai/agents-realtime/', import.meta.url);

export const OPENAI_INSTALLED = existsSync(fileURLToPath(new URL('package.json', PACKAGE)));

export interface RawEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A call as the client tells it. */
export interface ToolCall {
  readonly callId: string;
  readonly name: string;
  readonly arguments: string;
}

interface Options {
  readonly url: string;
  readonly createWebSocket: () => Promise<WebSocket>;
}

interface Base {
  readonly status: string;
  connect(options: { readonly apiKey: string; readonly initialSessionConfig?: object }): Promise<void>;
  buildSessionPayload(config: object): Readonly<Record<string, unknown>>;
  sendMessage(text: string, other: object): void;
  sendEvent(event: RawEvent): void;
  sendFunctionCallOutput(call: ToolCall, output: string, startResponse: boolean): void;
  updateSessionConfig(config: object): void;
  interrupt(): void;
  close(): void;
  on(type: string, listener: (told: never) => void): void;
}

/** What the client sends at the start has the agent's own voice and transcription, which a session cannot change. */
const SETTINGS = {
  audio: { input: { transcription: { model: 'azure-speech' } }, output: { voice: 'en-US-AvaNeural' } },
};

/** A session of this client with a voice agent of the emulator. */
export class OpenAiClient implements Disposable {
  readonly transport: Base;
  /** Events as they came. */
  readonly events: RawEvent[] = [];
  /** Types of the events whose form the client knows, each as often as it came. */
  readonly understood: string[] = [];
  readonly calls: ToolCall[] = [];
  readonly errors: unknown[] = [];
  soundBytes = 0;

  private constructor(transport: Base, known: readonly string[]) {
    this.transport = transport;
    transport.on('*', (event: RawEvent) => this.events.push(event));
    transport.on('audio', ({ data }: { readonly data: ArrayBuffer }) => (this.soundBytes += data.byteLength));
    transport.on('function_call', (call: ToolCall) => this.calls.push(call));
    transport.on('error', (error: unknown) => this.errors.push(error));
    for (const type of known) transport.on(type, () => this.understood.push(type));
  }

  /** @param known types of events that are counted when the client knows their form */
  static async open(running: Running, agent: string, known: readonly string[] = []): Promise<OpenAiClient> {
    const { OpenAIRealtimeWebSocket } = (await import(new URL('dist/index.mjs', PACKAGE).href)) as {
      readonly OpenAIRealtimeWebSocket: new (options: Options) => Base;
    };
    /** The model is in the agent's definition, and fixed. */
    class ForAgents extends OpenAIRealtimeWebSocket {
      override buildSessionPayload(config: object): Readonly<Record<string, unknown>> {
        const { model: _, ...session } = super.buildSessionPayload(config);
        return session;
      }
    }
    const { token } = mintToken(SECRET, { ttlSeconds: 600 });
    const headers = { authorization: `Bearer ${token}`, 'foundry-features': FEATURE };
    const url = agentUrl(running, agent);
    const createWebSocket = async () => new WebSocket(url, ['realtime'], { headers });
    const client = new OpenAiClient(new ForAgents({ url, createWebSocket }), known);
    await client.transport.connect({ apiKey: token, initialSessionConfig: SETTINGS });
    return client;
  }

  all(type: string): readonly RawEvent[] {
    return this.events.filter((event) => event.type === type);
  }

  /** The `count`th event of a type. */
  async until(type: string, count = 1): Promise<RawEvent> {
    const deadline = Date.now() + 45_000;
    for (;;) {
      const found = this.all(type)[count - 1];
      if (found) return found;
      const last = this.events.slice(-9).map((event) => event.type);
      if (Date.now() > deadline) throw new Error(`no ${type} came; the last were ${last.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  [Symbol.dispose](): void {
    this.transport.close();
  }
}
