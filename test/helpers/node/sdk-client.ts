import { once } from 'node:events';
import {
  type RequestSession,
  type ResponseCreateParams,
  type ServerEventUnion,
  type SessionTarget,
  type UserMessageItem,
  VoiceLiveClient,
  type VoiceLiveSession,
} from '@azure/ai-voicelive';
import { mintToken } from '../../../demo/emulator/credentials.js';
import { bytesOf, type Running, SECRET } from './emulator-client.js';

export type EventOf<T extends ServerEventUnion['type']> = Extract<ServerEventUnion, { type: T }>;

/** Microsoft's SDK, connected to the emulator instead of the service. */
export class SdkClient implements AsyncDisposable {
  readonly session: VoiceLiveSession;
  readonly events: ServerEventUnion[] = [];
  readonly #arrived = new EventTarget();

  constructor(session: VoiceLiveSession) {
    this.session = session;
    session.subscribe({
      onServerEvent: async (event) => {
        this.events.push(event);
        this.#arrived.dispatchEvent(new Event('event'));
      },
    });
  }

  static async open(
    running: Running,
    session?: RequestSession,
    target: SessionTarget = { model: 'gpt-realtime' },
  ): Promise<SdkClient> {
    const { token, expiresAt } = mintToken(SECRET, { ttlSeconds: 600 });
    const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.parse(expiresAt) }) };
    const client = new VoiceLiveClient(`http://127.0.0.1:${running.port}`, credential);
    const sdk = new SdkClient(client.createSession(target));
    await sdk.session.connect();
    await sdk.until('session.created');
    if (session) await sdk.session.updateSession(session);
    return sdk;
  }

  all<T extends ServerEventUnion['type']>(type: T): readonly EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** The `count`th event of a type. */
  async until<T extends ServerEventUnion['type']>(type: T, count = 1): Promise<EventOf<T>> {
    const signal = AbortSignal.timeout(45_000);
    for (;;) {
      const found = this.all(type)[count - 1];
      if (found) return found;
      await Promise.race([once(this.#arrived, 'event'), once(signal, 'abort')]);
      if (signal.aborted)
        throw new Error(
          `no ${type}: ${this.events
            .map((event) => event.type)
            .slice(-9)
            .join(', ')}`,
        );
    }
  }

  async write(text: string, response?: ResponseCreateParams): Promise<void> {
    const item: UserMessageItem = { type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
    await this.session.addConversationItem(item);
    await this.session.sendEvent({ type: 'response.create', ...(response && { response }) });
  }

  async stream(samples: Int16Array): Promise<void> {
    for (let at = 0; at < samples.length; at += 2400)
      await this.session.sendAudio(bytesOf(samples.slice(at, at + 2400)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.dispose();
  }
}
