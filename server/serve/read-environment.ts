/** The options of `voice-live-agent serve`, from environment variables. A wrong one gives one sentence that names it. */
import { readFileSync } from 'node:fs';
import { VoiceServerError } from '../options/errors.js';
import { isObject, parseObject } from '../options/json.js';
import type { Profile } from '../options/profile-types.js';
import type { Limits, VoiceServerOptions } from '../options/public-types.js';
import type { Authorize } from '../options/visitor-types.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Environment variables of limits, and the options that they set. */
const LIMITS = {
  VOICE_CALLS: 'calls',
  VOICE_CALLS_PER_VISITOR: 'callsPerVisitor',
  VOICE_CALL_MINUTES: 'callMinutes',
  VOICE_MINUTES_PER_DAY: 'minutesPerDay',
  VOICE_MINUTES_PER_VISITOR_DAY: 'minutesPerVisitorDay',
  VOICE_TICKETS_PER_VISITOR_MINUTE: 'ticketsPerVisitorMinute',
  VOICE_TICKETS_PER_NETWORK_MINUTE: 'ticketsPerNetworkMinute',
  VOICE_EUROS_PER_DAY: 'eurosPerDay',
} as const satisfies Readonly<Record<string, keyof Limits>>;

const PROFILE = 'default';

/** What is left out here may still come from a configuration file. */
export function readEnvironment(env: Environment): Partial<VoiceServerOptions> {
  const get = (name: string): string | undefined => env[name]?.trim() || undefined;
  const key = get('AZURE_VOICELIVE_API_KEY');
  const endpoint = get('AZURE_VOICELIVE_ENDPOINT');
  const origins = get('VOICE_ORIGINS');
  const hosts = get('VOICE_HOSTS');
  const publicUrl = get('VOICE_PUBLIC_URL');
  const store = get('REDIS_URL');
  const profiles = readProfiles(get);
  const proxies = number(get, 'VOICE_TRUST_PROXY');
  const path = get('VOICE_PATH');
  return {
    ...(endpoint && { endpoint }),
    auth: key ? { apiKey: key } : 'entra',
    ...(origins && { origins: list(origins) }),
    ...(hosts && { hosts: list(hosts) }),
    ...(publicUrl && { publicUrl }),
    ...(store && { store }),
    ...(profiles && { profiles }),
    ...(path && { path }),
    ...(proxies !== undefined && { trustProxy: proxies }),
    limits: readLimits(get),
    resume: get('VOICE_RESUME') === 'true',
    authorize: authorizeBy(get('VOICE_AUTHORIZE'), Object.keys(profiles ?? {})[0] ?? PROFILE),
  };
}

export interface Ports {
  readonly port: number;
  readonly host: string | undefined;
  readonly metricsPort: number | undefined;
}

export function readPorts(env: Environment): Ports {
  const get = (name: string): string | undefined => env[name]?.trim() || undefined;
  return { port: port(get, 'PORT') ?? 8080, host: get('HOST'), metricsPort: port(get, 'METRICS_PORT') };
}

type Get = (name: string) => string | undefined;

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);

function number(get: Get, name: string): number | undefined {
  const text = get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new VoiceServerError(`${name} is "${text}", which is no number.`);
  return value;
}

function port(get: Get, name: string): number | undefined {
  const value = number(get, name);
  if (value === undefined || (Number.isInteger(value) && value < 65_536)) return value;
  throw new VoiceServerError(`${name} is "${value}", which is no port number from 0 to 65535.`);
}

function readLimits(get: Get): Limits {
  const found = Object.entries(LIMITS).map(([name, limit]) => [limit, number(get, name)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** `VOICE_PROFILES` names a JSON file; `VOICE_MODEL` and `VOICE_INSTRUCTIONS` are enough for one profile. */
function readProfiles(get: Get): Readonly<Record<string, Profile>> | undefined {
  const file = get('VOICE_PROFILES');
  if (file !== undefined) {
    const profiles = parseObject(readFile(file));
    if (!profiles || !Object.values(profiles).every(isObject)) {
      throw new VoiceServerError(`VOICE_PROFILES is "${file}", which holds no object of profiles by name.`);
    }
    return profiles as Readonly<Record<string, Profile>>;
  }
  const model = get('VOICE_MODEL');
  const instructions = get('VOICE_INSTRUCTIONS');
  return model ? { [PROFILE]: { model, ...(instructions && { session: { instructions } }) } } : undefined;
}

function readFile(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch {
    throw new VoiceServerError(`VOICE_PROFILES is "${name}", which cannot be read.`);
  }
}

/** `none`: this server gives no tickets, it only takes those of another one with the same Redis. `open`: anybody, by address. */
function authorizeBy(how: string | undefined, profile: string): Authorize {
  switch (how) {
    case undefined:
    case 'none':
      return () => undefined;
    case 'open':
      return ({ address }) => ({ visitor: address, profile });
    default:
      throw new VoiceServerError(
        `VOICE_AUTHORIZE is "${how}"; it is "none" or "open", or authorize in a file of --config.`,
      );
  }
}
