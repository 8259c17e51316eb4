/** The emulator's token endpoint. Pages of this machine may ask, from any port. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mintToken } from './credentials.js';
import { isLocal } from './local.js';
import { urlOf } from './shared/request-url.js';
import type { EmulatorOptions, TokenFailure } from './public-types.js';

export const TOKEN_PATH = '/voice/token';
/** The project of all voice agents. Any name would do. */
const PROJECT_PATH = '/api/projects/emulator';
const TTL_S = 600;

/** Gives tokens, and fails when a test asks for it. */
export class TokenEndpoint {
  readonly #secret: string;
  readonly #endpoint: string;
  readonly #options: EmulatorOptions;
  readonly #hasAgent: (name: string) => boolean;
  #failure: TokenFailure | undefined;
  #failuresLeft = 0;
  given = 0;

  /** @param hasAgent whether there is a voice agent of that name */
  constructor(secret: string, endpoint: string, options: EmulatorOptions, hasAgent: (name: string) => boolean) {
    this.#secret = secret;
    this.#endpoint = endpoint;
    this.#options = options;
    this.#hasAgent = hasAgent;
  }

  allows(origin: string): boolean {
    return isLocal(origin) || (this.#options.origins?.includes(origin) ?? false);
  }

  fail(failure: TokenFailure, times = Infinity): void {
    const { status } = failure;
    if (!(Number.isInteger(status) && status >= 200 && status < 600))
      throw new TypeError(`failToken(): status is ${status}, which is no status from 200 to 599.`);
    this.#failure = failure;
    this.#failuresLeft = times;
  }

  recover(): void {
    this.#failuresLeft = 0;
  }

  takeFailure(): TokenFailure | undefined {
    if (this.#failuresLeft <= 0) return undefined;
    this.#failuresLeft--;
    return this.#failure;
  }

  /** @param agent name of a voice agent; undefined when there is none of that name */
  answer(agent: string | null): object | undefined {
    if (agent !== null && !this.#hasAgent(agent)) return undefined;
    this.given++;
    const { session, tokenSeconds: ttlSeconds = TTL_S } = this.#options;
    const { token, expiresAt } = mintToken(this.#secret, { ttlSeconds });
    const pinned = session && { session };
    return agent === null
      ? { token, expiresAt, endpoint: this.#endpoint, ...pinned }
      : {
          ...{ token, scheme: 'entra', expiresIn: ttlSeconds, dialect: 'voice-agent' },
          ...{ endpoint: this.#endpoint + PROJECT_PATH, ...pinned },
        };
  }
}

export function answerToken(request: IncomingMessage, response: ServerResponse, tokens: TokenEndpoint): void {
  const { method, headers } = request;
  const { origin } = headers;
  if (origin !== undefined && !tokens.allows(origin))
    return reply(response, 403, JSON.stringify({ error: `origin ${origin} may not ask` }));
  if (origin !== undefined) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'retry-after');
    response.setHeader('vary', 'origin');
  }
  if (method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'POST');
    response.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '*');
    return reply(response, 204);
  }
  if (method !== 'POST') return reply(response, 405, JSON.stringify({ error: 'use POST' }));
  const failure = tokens.takeFailure();
  if (!failure) {
    const agent = urlOf(request)?.searchParams.get('agent') ?? null;
    const answer = tokens.answer(agent);
    const unknown = { error: `there is no voice agent '${agent}': save it with agents.set()` };
    return reply(response, answer ? 200 : 404, JSON.stringify(answer ?? unknown));
  }
  if (failure.retryAfter !== undefined) response.setHeader('retry-after', failure.retryAfter);
  reply(response, failure.status, failure.body);
}

function reply(response: ServerResponse, status: number, body?: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body);
}
