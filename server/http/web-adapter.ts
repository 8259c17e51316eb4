/** From `Request` to the kit's requests, and back to `Response`: for Hono, Next and whatever else speaks fetch. */
import type { VoiceRequest } from '../options/visitor-types.js';
import { addressOf } from './address.js';
import type { Answer } from './token-route.js';

const MOST_BODY_CHARACTERS = 4096;

/** @param peer address of the connection, where the framework tells it */
export function fromWeb(request: Request, trustProxy: number, peer: string | undefined, raw: unknown): VoiceRequest {
  const headers = Object.fromEntries(request.headers);
  const { pathname, search, host } = new URL(request.url);
  return {
    method: request.method,
    url: pathname + search,
    headers: { host, ...headers },
    address: addressOf(peer, headers['x-forwarded-for'], trustProxy),
    raw,
  };
}

/** Undefined when the body is too large, or its end never came. */
export async function webBody(request: Request): Promise<string | undefined> {
  if (request.method !== 'POST' || !request.body) return undefined;
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const piece of request.body) {
      if (text.length <= MOST_BODY_CHARACTERS) text += decoder.decode(piece as Uint8Array, { stream: true });
    }
  } catch {
    return undefined;
  }
  return text.length > MOST_BODY_CHARACTERS ? undefined : text;
}

export const toWeb = ({ status, headers, body }: Answer): Response =>
  new Response(body === '' ? null : body, { status, headers });
