/** How this server shows itself to the service. The key or token goes into a header, and to nobody else. */
import { loadPeer } from '../options/peer.js';
import type { Auth, ServiceToken } from '../options/public-types.js';

const SCOPE = 'https://ai.azure.com/.default';
const KEPT_TOKENS = 4;

interface Identity {
  getToken(scope: string): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

export class Credentials {
  readonly #auth: Auth;
  readonly #identity: Identity | undefined;
  readonly #withinMs: number;
  #asking: Promise<ServiceToken> | undefined;
  #used: readonly string[] = [];

  /**
   * @param withinMs a token that takes longer is not waited for: its call would hold a place, and keep a drain from its end
   * @throws VoiceServerError when `@azure/identity` is needed and missing
   */
  constructor(auth: Auth, withinMs: number) {
    this.#auth = auth;
    this.#withinMs = withinMs;
    if (auth === 'entra') {
      const { DefaultAzureCredential } = loadPeer<{ readonly DefaultAzureCredential: new () => Identity }>(
        '@azure/identity',
        'auth "entra"',
      );
      this.#identity = new DefaultAzureCredential();
    }
  }

  /** What may be in texts of the service and must leave this process nowhere else. */
  get secrets(): readonly string[] {
    return typeof this.#auth === 'object' && 'apiKey' in this.#auth ? [this.#auth.apiKey] : this.#used;
  }

  /** Headers of an upgrade. The token is fetched for each call: the identity keeps it while it is good. */
  async headers(): Promise<Readonly<Record<string, string>>> {
    if (typeof this.#auth === 'object' && 'apiKey' in this.#auth) return { 'api-key': this.#auth.apiKey };
    return { authorization: `Bearer ${(await this.token()).token}` };
  }

  /** @throws Error with a sentence that says what is missing */
  async token(): Promise<ServiceToken> {
    const answer = await within(this.#withinMs, this.#fetch());
    if (!this.#used.includes(answer.token)) this.#used = [answer.token, ...this.#used].slice(0, KEPT_TOKENS);
    return answer;
  }

  async #fetch(): Promise<ServiceToken> {
    if (typeof this.#auth === 'object' && 'token' in this.#auth) return this.#auth.token();
    // After an outage all calls come back at once, and the endpoint of a managed identity turns many questions away.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<ServiceToken> {
    const answer = await this.#identity?.getToken(SCOPE).catch(() => null);
    if (!answer) {
      throw new Error(
        'No Entra identity could get a token: give this server a managed identity, or run "az login", with the roles Cognitive Services User and Foundry User.',
      );
    }
    return { token: answer.token, expiresAt: new Date(answer.expiresOnTimestamp).toISOString() };
  }
}

/** Rejects when the promise has not settled after so long. */
async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No token came within ${ms / 1000} s.`)), ms).unref();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
