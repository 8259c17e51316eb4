/** Signed credentials that expire. It knows neither HTTP nor sessions. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface MintedToken {
  readonly token: string;
  /** ISO 8601 */
  readonly expiresAt: string;
}

const sign = (secret: string, payload: string): Buffer => createHmac('sha256', secret).update(payload).digest();

/** Makes a short-lived credential: a base64url payload with its expiry, and an HMAC-SHA256 over it. */
export function mintToken(
  secret: string,
  { ttlSeconds, now = Date.now() }: { readonly ttlSeconds: number; readonly now?: number },
): MintedToken {
  const expiresAtMs = now + ttlSeconds * 1000;
  const payload = Buffer.from(JSON.stringify({ exp: Math.floor(expiresAtMs / 1000) })).toString('base64url');
  const token = `${payload}.${sign(secret, payload).toString('base64url')}`;
  return { token, expiresAt: new Date(expiresAtMs).toISOString() };
}

export type TokenVerdict = 'valid' | 'expired' | 'invalid';

/** Checks signature first, then expiry; `now` in Unix milliseconds. */
export function verifyToken(secret: string, token: string, now: number = Date.now()): TokenVerdict {
  const [payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || rest.length > 0) return 'invalid';
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(secret, payload);
  // timingSafeEqual throws on different lengths, and the length of an HMAC is no secret
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'invalid';
  const expiresAtSeconds = readExpiry(payload);
  if (expiresAtSeconds === undefined) return 'invalid';
  return expiresAtSeconds * 1000 > now ? 'valid' : 'expired';
}

function readExpiry(payload: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null || !('exp' in claims)) return undefined;
    return typeof claims.exp === 'number' ? claims.exp : undefined;
  } catch {
    return undefined;
  }
}
