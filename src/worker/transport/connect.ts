/**
 * From settings to an open connection: credential, address, socket. It knows when a second attempt is worthwhile and what a
 * close of the service means. It knows no event that travels on the connection.
 */
import type { ConnectionSettings, Credential, EngineHost } from '../contract/engine-api.js';
import { connectAddress } from './connect-address.js';
import {
  fetchCredential,
  hasRunOut,
  takeEarly,
  type EarlyCredential,
  type LoadRefusal,
} from '../credential/credential.js';
import { failed, type Failed } from '../contract/failed.js';
import type { Notice } from '../contract/conversation.js';
import type { Transport, TransportEvents } from './transport.js';
import type { Way, WayOf } from './way.js';
import { openWebSocket } from './websocket-transport.js';

export interface Connection {
  readonly ok: true;
  readonly transport: Transport;
  readonly credential: Credential;
  /** Made for this connection; undefined when the host gave a complete address. */
  readonly clientRequestId: string | undefined;
}

export type Connected = Connection | Failed;

/** A line: one connection with its session. A conversation may have several, one after the other. */
export interface OpenLine extends Connection {
  readonly id: number;
}

/** What few connections need. */
export interface Extras {
  /** Rejects when they cannot be had now. */
  wayOf(): PromiseLike<WayOf>;
  readonly refusalOf: LoadRefusal;
  tell(notice: Notice): void;
}

export async function connect(
  settings: ConnectionSettings,
  host: EngineHost,
  events: TransportEvents,
  signal: AbortSignal,
  extras: Extras,
  early?: EarlyCredential,
): Promise<Connected> {
  const first = await attempt(settings, host, events, signal, extras, early);
  // A token may expire between its fetch and the upgrade, a ticket even sooner. One more attempt with a new one.
  return first.ranOut ? attempt(settings, host, events, signal, extras) : first;
}

/** The way of almost all connections. */
const PLAIN: Way = { address: connectAddress, open: openWebSocket };

/** The conversation was ended before its connection was open. */
export const STOPPED = failed('connection-lost', 'stopped');

async function attempt(
  settings: ConnectionSettings,
  host: EngineHost,
  events: TransportEvents,
  signal: AbortSignal,
  extras: Extras,
  early?: EarlyCredential,
): Promise<Connected & { readonly ranOut?: boolean }> {
  const kept = early && (await takeEarly(settings, early));
  const answer = kept ?? (await fetchCredential(settings, host, signal, extras.refusalOf));
  if (!answer.ok) return answer;
  // The page's provider cannot be aborted, so the abort is checked afterwards.
  if (signal.aborted) return STOPPED;
  const { credential } = answer;
  // `randomUUID` is absent from insecure pages, where a written chat works.
  const clientRequestId = credential.url ? undefined : (crypto.randomUUID?.() ?? `vla-${Math.random()}`);
  const record = settings.record === 'none' ? undefined : settings.record;
  const isVoiceAgent = (credential.dialect ?? settings.dialect) === 'voice-agent';
  let way = PLAIN;
  try {
    if (record || isVoiceAgent) {
      const tell: Extras['tell'] = (notice) => extras.tell(notice);
      way = (await extras.wayOf())(PLAIN, { isVoiceAgent, record, tell, settings, credential });
    }
  } catch (error) {
    // A call without its recording is better than none; that it is missing was told.
    if (isVoiceAgent) return failed('worker-failed', (error as Error).message);
  }
  const address = way.address(settings, credential, clientRequestId) ?? failed('setup', 'no usable endpoint');
  if ('ok' in address) return address;
  const opening = await way.open(address, events, signal);
  if (opening.ok) return { ...opening, credential, clientRequestId };
  const { code, cause } = opening.problem;
  // No date came with the answer, and this machine's clock may be wrong. The service had to decide, and refused.
  const doubt = answer.livesMs > 0 ? '' : "; by this device's clock the token had expired";
  const refused = code === 'connect-failed';
  return {
    ok: false,
    problem: { code, cause: `${cause}${refused ? doubt : ''}`, ...(clientRequestId && { clientRequestId }) },
    ranOut: refused && (Boolean(kept) || hasRunOut(answer)),
  };
}
