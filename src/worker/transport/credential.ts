/** The token endpoint's answer: asked for anew before each connection, kept nowhere, told to nobody. */
import type { ConnectionSettings, Credential, EngineHost } from '../contract/engine-api.js';
import { failed, type Failed } from './failed.js';

export type CredentialOutcome = { readonly ok: true; readonly credential: Credential } | Failed;

const ANSWER_WITHIN_MS = 15_000;

/** When the answer stops being good, in ms since 1970; undefined when it does not say. */
export function expiryOf(answer: Credential, now: number): number | undefined {
  const { expiresAt, expiresIn = answer.expires_in, expiresOnTimestamp } = answer;
  if (typeof expiresAt === 'string') return /^\d+$/.test(expiresAt) ? Number(expiresAt) * 1000 : Date.parse(expiresAt);
  if (typeof expiresAt === 'number') return expiresAt * 1000;
  if (typeof expiresIn === 'number') return now + expiresIn * 1000;
  return typeof expiresOnTimestamp === 'number' ? expiresOnTimestamp : undefined;
}

const SCHEMES = ['entra', 'api-key', 'subprotocol', 'none'];

/** What is wrong with an answer; undefined when it can be used. Never quotes it. */
export function flawOf(answer: unknown, now: number): string | undefined {
  if (typeof answer !== 'object' || answer === null) return 'the answer is not a JSON object';
  const { token, access_token, scheme, url, ...rest } = answer as Credential;
  // Some servers write null for what they leave unsaid.
  if (!SCHEMES.includes(scheme ?? 'entra')) return `scheme is none of ${SCHEMES.join(', ')}`;
  if (!/^wss?:\/\//.test(url ?? 'wss://')) return 'url does not start with wss://';
  const needed = !url && scheme !== 'none';
  const found = token ?? access_token;
  if (needed && (typeof found !== 'string' || found === '')) return 'no token in the answer';
  const expiry = expiryOf(rest, now);
  if (expiry !== undefined && Number.isNaN(expiry)) return 'expiresAt is no date';
  if (expiry !== undefined && expiry <= now) return 'the token has expired';
  return undefined;
}

/** POSTs to the token endpoint, or asks the page's provider, and checks the answer. */
export async function fetchCredential(
  { tokenUrl }: ConnectionSettings,
  host: EngineHost,
  signal: AbortSignal,
): Promise<CredentialOutcome> {
  const answer = tokenUrl === undefined ? await fromProvider(host) : await fromEndpoint(tokenUrl, signal);
  if (!answer.ok) return answer;
  const flaw = flawOf(answer.credential, Date.now());
  return flaw === undefined ? answer : failed('token-invalid', flaw);
}

/** An answer that came before it was asked for is good for one connection, and not for long. */
export interface EarlyCredential {
  readonly asked: number;
  readonly tokenUrl: string | undefined;
  readonly answer: Promise<CredentialOutcome>;
}

const EARLY_FOR_MS = 60_000;

export const askEarly = (settings: ConnectionSettings, host: EngineHost): EarlyCredential => ({
  asked: Date.now(),
  tokenUrl: settings.tokenUrl,
  answer: fetchCredential(settings, host, AbortSignal.timeout(ANSWER_WITHIN_MS)),
});

/** Undefined when it is too old, was asked of somebody else, or was refused: then it is asked for anew. */
export async function takeEarly(
  { tokenUrl }: ConnectionSettings,
  early: EarlyCredential,
): Promise<CredentialOutcome | undefined> {
  if (early.tokenUrl !== tokenUrl || Date.now() - early.asked > EARLY_FOR_MS) return undefined;
  const answer = await early.answer;
  return answer.ok && (expiryOf(answer.credential, early.asked) ?? Infinity) > Date.now() ? answer : undefined;
}

async function fromProvider(host: EngineHost): Promise<CredentialOutcome> {
  const credential = await host.credential();
  return credential ? { ok: true, credential } : failed('token-failed', 'tokenProvider gave no credential');
}

async function fromEndpoint(url: string, signal: AbortSignal): Promise<CredentialOutcome> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
  } catch (error) {
    const slow = error instanceof DOMException && error.name === 'TimeoutError';
    return failed('token-failed', slow ? 'no answer within 15 s' : 'no connection');
  }
  if (response.status === 401 || response.status === 403) return failed('token-refused', `HTTP ${response.status}`);
  if (response.status === 429) return failed('throttled', 'HTTP 429');
  if (!response.ok) return failed('token-failed', `HTTP ${response.status}`);
  try {
    return { ok: true, credential: (await response.json()) as Credential };
  } catch (error) {
    return error instanceof SyntaxError
      ? failed('token-invalid', 'the answer is not JSON')
      : failed('token-failed', 'the answer broke off');
  }
}
