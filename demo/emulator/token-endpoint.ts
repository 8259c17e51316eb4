/** The emulator's token endpoint. Pages of this machine may ask, from any port. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mintToken } from './credentials.js';
import { isLocal } from './local.js';
import type { EmulatorOptions, TokenFailure } from './public-types.js';

export const TOKEN_PATH = '/voice/token';
const TTL_S = 600;

/** Gives tokens, and fails when a test asks for it. */
export class TokenEndpoint {
  readonly #secret: string;
  readonly #endpoint: string;
  readonly #options: EmulatorOptions;
  #failure: TokenFailure | undefined;
  #failuresLeft = 0;
  given = 0;

  constructor(secret: string, endpoint: string, options: EmulatorOptions) {
    this.#secret = secret;
    this.#endpoint = endpoint;
    this.#options = options;
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

  answer(): object {
    this.given++;
    const { session, tokenSeconds: ttlSeconds = TTL_S } = this.#options;
    return { ...mintToken(this.#secret, { ttlSeconds }), endpoint: this.#endpoint, ...(session && { session }) };
  }
}

export function answerToken(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  tokens: TokenEndpoint,
): void {
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
  if (!failure) return reply(response, 200, JSON.stringify(tokens.answer()));
  if (failure.retryAfter !== undefined) response.setHeader('retry-after', failure.retryAfter);
  reply(response, failure.status, failure.body);
}

function reply(response: ServerResponse, status: number, body?: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body);
}
