/**
 * The token endpoint of a host, small enough to copy. It gives the shop's own pages a short-lived credential. The secret (an
 * Entra identity) never reaches the page.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mintToken } from '../emulator/credentials.js';
import { SettingError, type Service } from './environment.js';

/** The answer to the page. */
export interface TokenAnswer {
  readonly token: string;
  readonly expiresAt: string;
  readonly scheme: 'entra' | 'api-key';
  readonly endpoint: string;
}

/** Makes one answer; `origin` is that of the page, `http://localhost:8080`. */
export type TokenSource = (origin: string) => Promise<TokenAnswer>;

const SCOPE = 'https://ai.azure.com/.default';
const EMULATOR_TTL_S = 60;
/** An API key does not expire. The page is told to ask again after this time anyway. */
const KEY_TTL_MS = 600_000;

/** The emulator's own tokens, an Entra token, or (for a try on one's own machine only) the resource's key. */
export async function tokenSource(service: Service, emulatorSecret: string): Promise<TokenSource> {
  if (service.kind === 'emulator') {
    return async (endpoint) => ({
      ...mintToken(emulatorSecret, { ttlSeconds: EMULATOR_TTL_S }),
      scheme: 'entra',
      endpoint,
    });
  }
  const { endpoint, apiKey } = service;
  if (apiKey) {
    return async () => ({
      token: apiKey,
      expiresAt: new Date(Date.now() + KEY_TTL_MS).toISOString(),
      scheme: 'api-key',
      endpoint,
    });
  }
  const entra = await entraSource(endpoint);
  await entra(''); // now, so that a mistake shows at the terminal and not at the visitor's first call
  return entra;
}

async function entraSource(endpoint: string): Promise<TokenSource> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  const identity = new DefaultAzureCredential();
  return async () => {
    const answer = await identity.getToken(SCOPE).catch(() => null);
    if (!answer) {
      throw new SettingError(
        `No Entra identity could get a token for ${endpoint}: run "az login" (your account needs the roles Cognitive Services User and Foundry User), or set AZURE_VOICELIVE_API_KEY.`,
      );
    }
    return {
      token: answer.token,
      expiresAt: new Date(answer.expiresOnTimestamp).toISOString(),
      scheme: 'entra',
      endpoint,
    };
  };
}

/** Only pages of this server may ask: the Origin header must be its own, exactly. */
export async function answerToken(
  request: IncomingMessage,
  response: ServerResponse,
  source: TokenSource,
): Promise<void> {
  const origin = `http://${request.headers.host}`;
  const asked = request.headers.origin;
  if (request.method !== 'POST') return reply(response, 405, { error: 'use POST' });
  if (asked !== undefined && asked !== origin) return reply(response, 403, { error: `origin ${asked} may not ask` });
  try {
    reply(response, 200, await source(origin));
  } catch (error) {
    console.error(error instanceof SettingError ? error.message : 'The token could not be fetched.');
    reply(response, 502, { error: 'no token could be fetched' });
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
