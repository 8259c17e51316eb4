/** The options of `voiceServer`. It imports only what stands beside it. */
import type { Log } from './log-types.js';
import type { Profile } from './profile-types.js';
import type { Authorize } from './visitor-types.js';

/** A token of the service's identity provider. */
export interface ServiceToken {
  readonly token: string;
  /** When it runs out: ISO 8601. */
  readonly expiresAt: string;
}

/**
 * How the server shows itself to the service, in a header and never in an address: `entra` takes whatever identity
 * `DefaultAzureCredential` of `@azure/identity` finds (a managed identity on Azure, `az login` on a desk).
 */
export type Auth =
  'entra' | { readonly apiKey: string } | { readonly token: () => Promise<ServiceToken> | ServiceToken };

/** What holds on the server, whatever a page says. A limit that is left out does not hold, but for those with a default. */
export interface Limits {
  /** Calls of one visitor at a time; 1 by default. A hand-over may have one more for a minute. */
  readonly callsPerVisitor?: number;
  /** Calls at a time of the whole site, all instances together. */
  readonly calls?: number;
  /** Minutes of talking of one visitor in a day (UTC). */
  readonly minutesPerVisitorDay?: number;
  /** Minutes of talking of the whole site in a day (UTC). */
  readonly minutesPerDay?: number;
  /** Minutes of one call; 15 by default. The page is warned 30 seconds before. */
  readonly callMinutes?: number;
  /** Tickets of one visitor in a minute; 6 by default. */
  readonly ticketsPerVisitorMinute?: number;
  /** Tickets of one network (/24 of IPv4, /56 of IPv6) in a minute; 60 by default. */
  readonly ticketsPerNetworkMinute?: number;
  /**
   * What the site may spend in a day (UTC), by `prices` of the profiles. At 80 % a line in the log; at 100 % no more tickets,
   * and calls end after the answer under way.
   */
  readonly eurosPerDay?: number;
}

export interface VoiceServerOptions {
  /** Your resource, such as `https://name.services.ai.azure.com`. `http:` only on this machine. */
  readonly endpoint: string;
  readonly auth: Auth;
  /**
   * `relay` (default): the page gets an address with a one-time ticket, and this server stands between. `direct`: the page
   * gets an Entra token and speaks to the service itself; of the limits only those of tickets hold then.
   */
  readonly way?: 'relay' | 'direct';
  /**
   * Origins whose pages may ask, compared exactly: `https://shop.example`. `same`: the origin that the request's own `Host`
   * says, for a page from this very server; then `hosts` must be given.
   */
  readonly origins: readonly string[] | 'same';
  /**
   * Names in `Host` that are ours: `shop.example`, or with a port `shop.example:8443`. Without it: those of `origins` and
   * `publicUrl`. It keeps out pages that made their own name point here.
   */
  readonly hosts?: readonly string[];
  /** Where visitors reach the relay, such as `wss://voice.shop.example`; without it, the `Host` of the request. */
  readonly publicUrl?: string;
  /** Lets programs in that send no `Origin`, which browsers always do. False by default. */
  readonly allowWithoutOrigin?: boolean;
  /** How many proxies of yours stand in front; their entries of `X-Forwarded-For` are believed. 0 by default. */
  readonly trustProxy?: number;
  /** Called for every ticket. Required: whoever wants to let everybody in writes that down. */
  readonly authorize: Authorize;
  readonly profiles: Readonly<Record<string, Profile>>;
  readonly limits?: Limits;
  /** `redis://…` or `rediss://…` for more than one instance; without it, in the memory of this process. */
  readonly store?: string;
  /** Prefix of all keys in Redis; `{voice}:` by default. Its braces keep them together in a cluster. */
  readonly storePrefix?: string;
  /** Where the routes are; `/voice` by default: `/voice/token`, `/voice/relay`, `/voice/health`, `/voice/ready`. */
  readonly path?: string;
  /**
   * Keeps the service's side of a call for 20 seconds when only the visitor's line is lost, so that a page that knows how
   * can go on without a new session. False by default.
   */
  readonly resume?: boolean;
  /** Takes the log; JSON lines on standard output by default, `false` for none. */
  readonly log?: Log | false;
}
