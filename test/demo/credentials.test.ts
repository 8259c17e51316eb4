import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mintToken, verifyToken } from '../../demo/emulator/credentials.js';

const NOW = 1_800_000_000_000;
const { token, expiresAt } = mintToken('secret', { ttlSeconds: 60, now: NOW });
const [payload = '', signature = ''] = token.split('.');
const laterPayload = Buffer.from(JSON.stringify({ exp: NOW })).toString('base64url');

describe('credentials', () => {
  it('says when the token expires', () => assert.equal(Date.parse(expiresAt), NOW + 60_000));

  const table: readonly (readonly [title: string, secret: string, token: string, now: number, verdict: string])[] = [
    ['accepts a fresh token', 'secret', token, NOW, 'valid'],
    ['accepts it until the last moment', 'secret', token, NOW + 59_999, 'valid'],
    ['refuses an expired one', 'secret', token, NOW + 60_000, 'expired'],
    ['refuses one of another secret', 'other', token, NOW, 'invalid'],
    ['refuses a changed payload', 'secret', `${laterPayload}.${signature}`, NOW, 'invalid'],
    ['refuses a shortened signature', 'secret', `${payload}.${signature.slice(0, 10)}`, NOW, 'invalid'],
    ['refuses a missing signature', 'secret', payload, NOW, 'invalid'],
    ['refuses more parts', 'secret', `${token}.x`, NOW, 'invalid'],
    ['refuses nothing', 'secret', '', NOW, 'invalid'],
  ];
  for (const [title, secret, candidate, now, verdict] of table) {
    it(title, () => assert.equal(verifyToken(secret, candidate, now), verdict));
  }
});
