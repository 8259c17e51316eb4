/**
 * Gets the credential of one connection from the token endpoint or from the page, and checks it. A credential is fetched
 * anew for each connection, is stored nowhere and never stands in a problem or a log. BOTH THREADS: the engine fetches it in
 * the worker, the diagnostics on the page. This room does not know what the credential is used for.
 */
import type { ConnectionSettings, Credential, EngineHost } from '../contract/engine-api.js';
import { failed, type Failed } from '../contract/failed.js';
import type { RefusalOf } from './refusal.js';

/** Loads the explanations of a request that gave no credential. Rejects when they cannot be had. */
export type LoadRefusal = () => PromiseLike<RefusalOf>;

/** A usable answer, and how long it lives: `livesMs` from `asked`, which is in ms since 1970 by this machine's clock. */
export interface Usable {
  readonly ok: true;
  readonly credential: Credential;
  readonly asked: number;
  /** Infinity when the answer names no end. Not positive when only this machine's clock says that it has expired. */
  readonly livesMs: number;
}

export type CredentialOutcome = Usable | Failed;

/** The time that an endpoint has for its answer. Our choice. */
const ANSWER_WITHIN_MS = 15_000;

/** A date and time as text, in ms since 1970. Without a zone it is UTC, not the time of the visitor's zone. */
const parseTime = (text: string): number => Date.parse(/[T ]\d+:[\d:.]+$/.test(text) ? `${text}Z` : text);

/**
 * The expiry of a credential, in ms since 1970 by the clock of whoever answered. Undefined when the answer names none.
 * `now`: when it was asked for, by that clock.
 */
export function expiryOf(answer: Credential, now: number): number | undefined {
  const { expiresAt, expiresIn = answer.expires_in, expiresOnTimestamp } = answer;
  if (typeof expiresAt === 'string') return /^\d+$/.test(expiresAt) ? Number(expiresAt) * 1000 : parseTime(expiresAt);
  if (typeof expiresAt === 'number') return expiresAt * 1000;
  if (typeof expiresIn === 'number') return now + expiresIn * 1000;
  return typeof expiresOnTimestamp === 'number' ? expiresOnTimestamp : undefined;
}

/** The names of this machine, for a regular expression. */
export const THIS_MACHINE = '(?:localhost|127\\.0\\.0\\.1|\\[::1\\])';
/** A socket without encryption would send the credential readable through the network. It is only for this machine. */
const SAFE = new RegExp(`^wss://|^ws://${THIS_MACHINE}(?:[:/?]|$)`, 'i');

const SCHEMES = ['entra', 'api-key', 'subprotocol', 'none'];

/**
 * Returns what is wrong with an answer, or undefined when it can be used. The text never quotes the answer. `now`: the
 * answer's own date.
 */
export function flawOf(answer: unknown, now: number): string | undefined {
  if (typeof answer !== 'object' || answer === null) return 'the answer is not a JSON object';
  const { token, access_token, scheme, url, ...rest } = answer as Credential;
  // Some servers write null for a field without a value, so `??` instead of default values.
  if (!SCHEMES.includes(scheme ?? 'entra')) return `scheme is none of ${SCHEMES.join(', ')}`;
  if (!SAFE.test(url ?? 'wss://')) return 'url does not start with wss://';
  const needed = !url && scheme !== 'none';
  const found = token ?? access_token;
  if (needed && (typeof found !== 'string' || found === '')) return 'no token in the answer';
  const expiry = expiryOf(rest, now);
  if (expiry !== undefined && Number.isNaN(expiry)) return 'expiresAt is no date';
  if (expiry !== undefined && expiry <= now) return 'the token has expired';
  return undefined;
}

/** No token in use ended before there was such a service, whatever a clock says: the beginning of 2020. */
const LONG_AGO = 1_577_836_800_000;

/**
 * POSTs to the token endpoint, or asks the page's provider, and checks the answer. The visitor's clock may be wrong, so an
 * expiry is compared with the answer's own `Date`. Without a readable `Date`, the service decides whether it has expired.
 */
export async function fetchCredential(
  { follows, tokenUrl }: ConnectionSettings,
  host: EngineHost,
  signal: AbortSignal,
  explain: LoadRefusal,
): Promise<CredentialOutcome> {
  const asked = Date.now();
  const answer =
    tokenUrl === undefined ? await fromProvider(host) : await fromEndpoint(tokenUrl, signal, explain, follows);
  if (!answer.ok) return answer;
  const { credential, date } = answer;
  const flaw = flawOf(credential, date || LONG_AGO);
  if (flaw !== undefined) return failed('token-invalid', flaw);
  const now = date || asked;
  return { ok: true, credential, asked, livesMs: (expiryOf(credential, now) ?? Infinity) - now };
}

/** True when the credential expired after it was asked for. */
export const hasRunOut = ({ asked, livesMs }: Usable): boolean => livesMs > 0 && Date.now() - asked >= livesMs;

/** A credential that was fetched in advance. It serves one connection, and only for a short time. */
export interface EarlyCredential {
  readonly asked: number;
  readonly tokenUrl: string | undefined;
  readonly answer: Promise<CredentialOutcome>;
}

/** How long an early credential may be used. Our choice; its own expiry may come sooner. */
const EARLY_FOR_MS = 60_000;

export const askEarly = (settings: ConnectionSettings, host: EngineHost, explain: LoadRefusal): EarlyCredential => ({
  asked: Date.now(),
  tokenUrl: settings.tokenUrl,
  answer: fetchCredential(settings, host, AbortSignal.timeout(ANSWER_WITHIN_MS), explain),
});

/**
 * Undefined when the early credential is too old, is of another endpoint, or was refused. The caller then fetches a new one,
 * unless the endpoint wants no request before a time: its refusal holds until then.
 */
export async function takeEarly(
  { tokenUrl }: ConnectionSettings,
  early: EarlyCredential,
): Promise<CredentialOutcome | undefined> {
  if (early.tokenUrl !== tokenUrl) return undefined;
  const answer = await early.answer;
  const serves = answer.ok
    ? Date.now() - early.asked <= EARLY_FOR_MS && !hasRunOut(answer)
    : answer.problem.retryAt! > Date.now();
  return serves ? answer : undefined;
}

/** An answer that is not checked yet, and its `Date` in ms since 1970: not a number when none could be read. */
type Answer = { readonly ok: true; readonly credential: Credential; readonly date: number } | Failed;

/** The `Date` of an answer in ms since 1970; not a number when none could be read. */
const dateOf = ({ headers }: Response): number => Date.parse(headers.get('date')!);

async function fromProvider(host: EngineHost): Promise<Answer> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS));
  const credential = await Promise.race([host.credential(), late]);
  return credential ? { ok: true, credential, date: NaN } : failed('token-failed', 'tokenProvider gave no credential');
}

/** How the endpoint's answer is asked for: within its time, and never from a cache. */
async function fromEndpoint(
  url: string,
  lifetime: AbortSignal,
  explain: LoadRefusal,
  follows?: string,
): Promise<Answer> {
  const { any } = AbortSignal as Partial<typeof AbortSignal>; // in older browsers the endpoint's time has no limit
  const signal = any?.call(AbortSignal, [lifetime, AbortSignal.timeout(ANSWER_WITHIN_MS)]) ?? lifetime;
  let response: Response | undefined;
  let error: unknown;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', ...(follows && { 'content-type': 'application/json' }) },
      ...(follows && { body: JSON.stringify({ follows }) }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
    if (response.ok) return { ok: true, credential: (await response.json()) as Credential, date: dateOf(response) };
  } catch (reason) {
    error = reason;
  }
  try {
    return (await explain())({ url, signal, response, error });
  } catch {
    return failed('token-failed', response ? `HTTP ${response.status}` : 'no connection');
  }
}
