/** From Node's requests to the kit's, and back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isObject } from '../options/json.js';
import type { VoiceRequest } from '../options/visitor-types.js';
import { addressOf } from './address.js';
import type { Answer } from './token-route.js';

const MOST_BODY_BYTES = 4096;

export function voiceRequest(request: IncomingMessage, trustProxy: number, raw: unknown = request): VoiceRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers,
    // Node takes the socket away from a request whose page has left.
    address: addressOf((request.socket as Socket | null)?.remoteAddress, headers['x-forwarded-for'], trustProxy),
    raw,
  };
}

/**
 * The body, from the stream or from a framework that has read it already; undefined when it is too large, or its end never
 * came. Nothing that a visitor sends, or does not send, is an error here.
 * @param raw the framework's own request, which may hold what it has read
 */
export function bodyOf(request: IncomingMessage, raw: unknown): Promise<unknown> {
  const read = isObject(raw) ? raw['body'] : undefined;
  if (read !== undefined || request.readableEnded || request.destroyed) return Promise.resolve(read);
  return new Promise((resolve) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      if (text.length > MOST_BODY_BYTES) return; // the rest is read, and forgotten, until the answer is sent
      text += piece;
      if (text.length > MOST_BODY_BYTES) resolve(undefined);
    });
    request.once('end', () => resolve(text));
    for (const gone of ['error', 'close'] as const) request.once(gone, () => resolve(undefined));
  });
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) }).end(body);
}
