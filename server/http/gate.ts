/** Which pages may ask, by what their browser says of them. */
import type { Settings } from '../options/read-options.js';

export type Gate = (headers: { readonly origin?: string | undefined; readonly host?: string | undefined }) => boolean;

/**
 * Compares exactly: scheme, host and port of `Origin`, and the name in `Host`. An entry of `hosts` without a port fits any
 * port. `Origin: null`, which sandboxed frames and files send, fits nothing.
 */
export function gateOf({ origins, hosts, allowWithoutOrigin }: Settings): Gate {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  const listed = new Set<string>(origins === 'same' ? [] : origins);
  const isKnown = (host: string): boolean => known.has(host) || known.has(host.replace(/:\d+$/, ''));
  return ({ origin, host }) => {
    if (host === undefined || !isKnown(host.toLowerCase())) return false;
    if (origin === undefined) return allowWithoutOrigin === true;
    if (origins === 'same') return origin === `http://${host}` || origin === `https://${host}`;
    return listed.has(origin);
  };
}
