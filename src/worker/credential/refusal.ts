/**
 * Explains why a token endpoint gave no credential. It is no part of the engine's core, because it is loaded only then. An
 * explanation names what was observed and never quotes the answer, which may hold a credential in any form.
 */
import type { FaultCode } from '../contract/faults.js';
import { failed, type Failed } from '../contract/failed.js';

/** A request that gave no credential. Without a `response`, `error` says why there was none; else why it could not be read. */
export interface Refusal {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly response: Response | undefined;
  readonly error: unknown;
}

export type RefusalOf = (refusal: Refusal) => Promise<Failed>;

/** The meaning of an endpoint's status. Any other 4xx (404, 405 …) means that the endpoint is not set up for this request. */
const meaning = (status: number): FaultCode =>
  status === 429
    ? 'throttled'
    : status === 401 || status === 403 || status === 419
      ? 'token-refused'
      : status < 500
        ? 'setup'
        : 'token-failed';

/** The longest time that a server can make the visitor wait. Our choice. */
const WAIT_AT_MOST_MS = 600_000;

/**
 * The time in a `Retry-After` header, in ms since 1970 by this machine's clock. The header holds seconds, or a date by the
 * clock of the server.
 */
function retryAt({ headers }: Response): number | undefined {
  const now = Date.now();
  const header = headers.get('retry-after');
  const waitMs = Number(header) * 1000 || Date.parse(header!) - (Date.parse(headers.get('date')!) || now);
  return waitMs > 0 ? now + Math.min(waitMs, WAIT_AT_MOST_MS) : undefined;
}

export const refusalOf: RefusalOf = async ({ url, signal, response, error }) => {
  if (!response) return failed('token-failed', await whyNoAnswer(url, signal, error));
  const after = response.redirected ? ' after a redirect' : '';
  const { status } = response;
  if (!response.ok) return failed(meaning(status), `HTTP ${status}${after}`, retryAt(response));
  if (!(error instanceof SyntaxError)) return failed('token-failed', 'the answer broke off');
  // After a redirect the answer is most likely a sign-in page.
  return failed(response.redirected ? 'token-refused' : 'token-invalid', `the answer is not JSON${after}`);
};

async function whyNoAnswer(url: string, signal: AbortSignal, error: unknown): Promise<string> {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no answer within 15 s';
  // The browser reports an answer that CORS withholds like no answer at all. A `no-cors` request shows whether a server is there.
  const isThere = await fetch(url, { method: 'HEAD', mode: 'no-cors', signal }).then(
    () => true,
    () => false,
  );
  return isThere ? 'the browser kept the answer back (CORS)' : 'no connection';
}
