/** From Node's requests to the kit's, and back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
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
    address: addressOf(request.socket.remoteAddress, headers['x-forwarded-for'], trustProxy),
    raw,
  };
}

/**
 * The body, from the stream or from a framework that has read it already; undefined when it is too large.
 * @param raw the framework's own request, which may hold what it has read
 */
export async function bodyOf(request: IncomingMessage, raw: unknown): Promise<unknown> {
  const read = isObject(raw) ? raw['body'] : undefined;
  if (read !== undefined || request.readableEnded) return read;
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > MOST_BODY_BYTES) return undefined;
  }
  return text;
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) }).end(body);
}
