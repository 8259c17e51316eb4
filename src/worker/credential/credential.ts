/** The token endpoint's answer: asked for anew before each connection, kept nowhere, told to nobody. */
import type { ConnectionSettings, Credential, EngineHost } from '../contract/engine-api.js';
import type { FaultCode } from '../contract/faults.js';
import { failed, type Failed } from '../contract/failed.js';

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

/** What an endpoint means by its status. Whatever else it says to the request, it is not set up for it. */
const refusal = (status: number): FaultCode =>
  status === 429
    ? 'throttled'
    : status === 401 || status === 403 || status === 419
      ? 'token-refused'
      : status < 500
        ? 'setup'
        : 'token-failed';

/** However long a server wishes to be left alone: after this the visitor may try again. */
const WAIT_AT_MOST_MS = 600_000;

/** `Retry-After` in ms since 1970: it is written in seconds or as a date. */
function retryAt(header: string | null): number | undefined {
  const now = Date.now();
  const waitMs = Number(header) * 1000 || Date.parse(header!) - now;
  return waitMs > 0 ? now + Math.min(waitMs, WAIT_AT_MOST_MS) : undefined;
}

/** The cause says what was seen and never quotes the answer: that may hold a credential whatever its form. */
async function fromEndpoint(url: string, lifetime: AbortSignal): Promise<CredentialOutcome> {
  const signal = AbortSignal.any([lifetime, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
  } catch (error) {
    const slow = error instanceof DOMException && error.name === 'TimeoutError';
    if (slow) return failed('token-failed', 'no answer within 15 s');
    // A browser does not tell an answer that it keeps from the page from none: but it lets the page knock.
    const there = await fetch(url, { method: 'HEAD', mode: 'no-cors', signal }).then(
      () => true,
      () => false,
    );
    return failed('token-failed', there ? 'the browser kept the answer back (CORS)' : 'no connection');
  }
  const { headers, ok, redirected, status } = response;
  const after = redirected ? ' after a redirect' : '';
  if (!ok) return failed(refusal(status), `HTTP ${status}${after}`, retryAt(headers.get('retry-after')));
  try {
    return { ok: true, credential: (await response.json()) as Credential };
  } catch (error) {
    if (!(error instanceof SyntaxError)) return failed('token-failed', 'the answer broke off');
    // What answers in place of the endpoint is a page to sign in on.
    return failed(redirected ? 'token-refused' : 'token-invalid', `the answer is not JSON${after}`);
  }
}
