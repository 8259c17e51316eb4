import type { IncomingMessage } from 'node:http';

const BASE = 'http://localhost';

/** The address of a request. Undefined when it is invalid, since a client may send any bytes, such as `GET //`. */
export function urlOf({ url = '/' }: Pick<IncomingMessage, 'url'>): URL | undefined {
  return URL.canParse(url, BASE) ? new URL(url, BASE) : undefined;
}
