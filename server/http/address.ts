/** Where a request comes from. */
import { isIP } from 'node:net';

/**
 * The visitor's address. `X-Forwarded-For` is believed only as far as our own proxies wrote it: each appends the address that
 * it saw, so with n of them the n-th entry from the end is the first that a visitor cannot make up.
 */
export function addressOf(peer: string | undefined, forwarded: string | undefined, trustProxy: number): string {
  const seen = peer?.replace(/^::ffff:(?=\d+\.)/, '') ?? 'unknown';
  if (trustProxy === 0) return seen;
  const entries = (forwarded ?? '').split(',').map((entry) => entry.trim());
  const found = entries.at(-trustProxy)?.replace(/^::ffff:(?=\d+\.)/, '') ?? '';
  return isIP(found) ? found : seen;
}

/** The first 16-bit groups of an IPv6 address, its `::` filled in. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right];
}

/** What one household or company usually has: /24 of IPv4, /56 of IPv6. */
export function networkOf(address: string): string {
  if (isIP(address) === 4) return address.split('.').slice(0, 3).join('.');
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address.split('%')[0]!).map((group) => parseInt(group, 16));
  return [...groups.slice(0, 3), (groups[3] ?? 0) & 0xff00].map((group) => group.toString(16)).join(':');
}
