/** Checks the options once, at the start: each error names the option and says what to write. */
import { VoiceServerError } from './errors.js';
import { isObject } from './json.js';
import type { Profile } from './profile-types.js';
import { toolSecrets } from './tool-secrets.js';
import type { Auth, Limits, VoiceServerOptions } from './public-types.js';

export interface Settings extends Omit<VoiceServerOptions, 'limits' | 'hosts'> {
  readonly endpoint: string;
  readonly way: 'relay' | 'direct';
  readonly hosts: readonly string[];
  readonly path: string;
  readonly trustProxy: number;
  readonly limits: Limits & Required<Pick<Limits, (typeof WITH_DEFAULT)[number]>>;
}

const WITH_DEFAULT = ['callsPerVisitor', 'callMinutes', 'ticketsPerVisitorMinute', 'ticketsPerNetworkMinute'] as const;
const DEFAULT_LIMITS = { callsPerVisitor: 1, callMinutes: 15, ticketsPerVisitorMinute: 6, ticketsPerNetworkMinute: 60 };
const LIMITS = [...WITH_DEFAULT, 'calls', 'minutesPerVisitorDay', 'minutesPerDay', 'eurosPerDay'];

/** @throws VoiceServerError when an option cannot be right; it never quotes a secret */
export function readOptions(options: VoiceServerOptions): Settings {
  const way = options.way ?? 'relay';
  check(['relay', 'direct'].includes(way), `way is "${String(way)}"; it is "relay" or "direct".`);
  checkAuth(options.auth, way);
  check(typeof options.authorize === 'function', AUTHORIZE);
  checkOrigins(options);
  readProfiles(options.profiles);
  checkSecrets(options, way);
  const path = options.path ?? '/voice';
  check(/^\/[\w./-]*[\w-]$/.test(path), `path is "${path}", which is no path such as "/voice".`);
  const trustProxy = options.trustProxy ?? 0;
  check(Number.isInteger(trustProxy) && trustProxy >= 0, 'trustProxy is the number of proxies in front, 0 or more.');
  checkStore(options.store);
  return {
    ...options,
    endpoint: readEndpoint(options.endpoint),
    way,
    path,
    trustProxy,
    hosts: options.hosts ?? hostsOf(options),
    limits: readLimits(options.limits),
  };
}

const AUTHORIZE =
  'authorize is missing: a function of the request that gives { visitor, profile }, or undefined to refuse. To let everybody in: (request) => ({ visitor: request.address, profile: "…" }).';

function check(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new VoiceServerError(sentence);
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

function readEndpoint(endpoint: unknown): string {
  const url = typeof endpoint === 'string' && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  check(
    url !== undefined && /^(https?|wss?):$/.test(url.protocol) && url.username === '',
    `endpoint is "${String(endpoint)}", which is no address such as https://name.services.ai.azure.com.`,
  );
  const secure = /^(https|wss):$/.test(url.protocol);
  check(secure || isLoopback(url.hostname), `endpoint is "${url.origin}": without TLS only on this machine.`);
  return `${secure ? 'wss' : 'ws'}://${url.host}`;
}

function checkAuth(auth: Auth | undefined, way: string): void {
  const key = isObject(auth) && 'apiKey' in auth ? auth.apiKey : undefined;
  const asksOwn = isObject(auth) && 'token' in auth && typeof auth.token === 'function';
  check(
    auth === 'entra' || asksOwn || (typeof key === 'string' && key.trim() !== ''),
    'auth is "entra", { apiKey } with the key of the resource, or { token } with a function that gives one.',
  );
  check(way === 'relay' || key === undefined, 'way is "direct" with a key, which no page may have: use "relay".');
}

function checkOrigins({ origins, hosts, publicUrl }: VoiceServerOptions): void {
  if (origins === 'same') {
    check(
      Boolean(hosts?.length),
      'hosts is missing: with origins "same" it says under which names this server is known.',
    );
  } else {
    check(
      Array.isArray(origins) && origins.length > 0,
      'origins is a list such as ["https://shop.example"], or "same".',
    );
    for (const origin of origins as readonly string[]) {
      check(
        URL.canParse(origin) && new URL(origin).origin === origin,
        `origins has "${origin}", which is no origin such as https://shop.example (no path, no slash at the end).`,
      );
    }
  }
  check(
    publicUrl === undefined || (URL.canParse(publicUrl) && /^wss?:$/.test(new URL(publicUrl).protocol)),
    `publicUrl is "${publicUrl}", which is no address such as wss://voice.shop.example.`,
  );
}

function hostsOf({ origins, publicUrl }: VoiceServerOptions): readonly string[] {
  const all = [...(origins === 'same' ? [] : origins), ...(publicUrl === undefined ? [] : [publicUrl])];
  return all.map((address) => new URL(address).host);
}

function readProfiles(profiles: Readonly<Record<string, Profile>> | undefined): void {
  check(
    isObject(profiles) && Object.keys(profiles).length > 0,
    'profiles has none: add one such as { shop: { model: "gpt-realtime" } }.',
  );
  for (const [name, profile] of Object.entries(profiles)) {
    const targets = [profile.model, profile.agent, profile.voiceAgent].filter((target) => target !== undefined);
    check(targets.length === 1, `profiles.${name} needs exactly one of model, agent and voiceAgent.`);
    for (const target of [profile.agent, profile.voiceAgent]) {
      check(!target || Boolean(target.name && target.project), `profiles.${name}: an agent has a name and a project.`);
    }
    check(profile.session === undefined || isObject(profile.session), `profiles.${name}.session is no object.`);
  }
}

function checkSecrets({ auth, profiles }: VoiceServerOptions, way: string): void {
  for (const [name, { agent, voiceAgent, session }] of Object.entries(profiles)) {
    check(
      !(agent ?? voiceAgent) || !isObject(auth) || !('apiKey' in auth),
      `profiles.${name} is an agent, and agents take no key: auth is "entra".`,
    );
    check(
      way === 'relay' || toolSecrets(session).length === 0,
      `profiles.${name}.session holds what its tools show to their servers, which way "direct" would send to pages: use "relay".`,
    );
  }
}

function readLimits(limits: Limits = {}): Settings['limits'] {
  for (const [name, value] of Object.entries(limits)) {
    check(LIMITS.includes(name), `limits.${name} is unknown; there is ${LIMITS.join(', ')}.`);
    check(typeof value === 'number' && value > 0, `limits.${name} is ${String(value)}; it must be a number above 0.`);
  }
  return { ...DEFAULT_LIMITS, ...limits };
}

function checkStore(store: unknown): void {
  if (store === undefined) return;
  // The address may hold a password: it is not quoted.
  const fits = typeof store === 'string' && URL.canParse(store) && /^rediss?:$/.test(new URL(store).protocol);
  check(fits, 'store is no address such as redis://localhost:6379 or rediss://….');
}
