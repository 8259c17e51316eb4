/** Decides which origins belong to this machine, and which requests its servers accept. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { urlOf } from './shared/request-url.js';

const NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether an origin is of this machine, on any port. */
export const isLocal = (origin: string): boolean => URL.canParse(origin) && NAMES.includes(new URL(origin).hostname);

/**
 * Refuses a request with another host name, since a foreign page may resolve its name to this machine (DNS rebinding), and a
 * request with an invalid address. Returns true when the request was refused.
 */
export function isRefused(request: IncomingMessage, response: ServerResponse): boolean {
  const status = !isLocal(`http://${request.headers.host}`) ? 403 : urlOf(request) ? undefined : 400;
  if (status) response.writeHead(status).end();
  return status !== undefined;
}
