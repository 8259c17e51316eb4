/** What the token endpoint answers to the page, in the words of the widget's contract. */
import type { Settings } from '../options/read-options.js';
import type { ServiceToken } from '../options/public-types.js';
import type { VoiceRequest } from '../options/visitor-types.js';

interface Granted {
  readonly profile: string;
  readonly call: string;
  /** The ticket. */
  readonly secret: string;
  readonly ticketMs: number;
  /** With it the call may be resumed, once. */
  readonly resume?: string;
}

const dialectOf = (settings: Settings, name: string) =>
  settings.profiles[name]?.voiceAgent ? ({ dialect: 'voice-agent' } as const) : {};

/** An address that opens one call, once. A page served by TLS can only reach a socket with TLS. */
export function relayAnswer(settings: Settings, request: VoiceRequest, granted: Granted): object {
  const { origin = '', host } = request.headers;
  const base = settings.publicUrl ?? `${origin.startsWith('https:') ? 'wss' : 'ws'}://${host}`;
  return {
    url: `${base.replace(/\/$/, '')}${settings.path}/relay?ticket=${granted.secret}`,
    expiresIn: granted.ticketMs / 1000,
    call: granted.call,
    ...(granted.resume !== undefined && { resume: granted.resume }),
    ...dialectOf(settings, granted.profile),
  };
}

/** A token for the page itself, and what the profile pins. Voice agents take it as a sub-protocol. */
export function directAnswer(settings: Settings, profile: string, { token, expiresAt }: ServiceToken): object {
  const dialect = dialectOf(settings, profile);
  const { session } = settings.profiles[profile]!;
  return {
    token,
    expiresAt,
    scheme: 'dialect' in dialect ? 'subprotocol' : 'entra',
    endpoint: settings.endpoint.replace(/^ws/, 'http'),
    ...dialect,
    ...(session && { session }),
  };
}
