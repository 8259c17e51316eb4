/**
 * From settings to an open connection: credential, address, socket. It knows when a second attempt is worthwhile and what a
 * close of the service means. It knows no event that travels on the connection.
 */
import type { ConnectionSettings, Credential, EngineHost } from '../contract/engine-api.js';
import { connectAddress } from './connect-address.js';
import { fetchCredential, hasRunOut, takeEarly, type EarlyCredential } from '../credential/credential.js';
import { failed, type Failed } from '../contract/failed.js';
import type { Notice } from '../contract/conversation.js';
import type { Layers } from './layer.js';
import type { Transport, TransportEvents } from './transport.js';
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
  layers(): PromiseLike<Layers>;
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
  const answer = kept ?? (await fetchCredential(settings, host, signal));
  if (!answer.ok) return answer;
  // The page's provider cannot be aborted, so the abort is checked afterwards.
  if (signal.aborted) return STOPPED;
  const { credential } = answer;
  // `randomUUID` is absent from insecure pages, where a written chat works.
  const clientRequestId = credential.url ? undefined : (crypto.randomUUID?.() ?? `vla-${Math.random()}`);
  const { record } = settings;
  const isRecorded = record && record !== 'none';
  const isVoiceAgent = (credential.dialect ?? settings.dialect) === 'voice-agent';
  let layers: Layers | undefined;
  try {
    if (isRecorded || isVoiceAgent) layers = await extras.layers();
  } catch (error) {
    // A call without its recording is better than none; that it is missing was told.
    if (isVoiceAgent) return failed('worker-failed', (error as Error).message);
  }
  const agent = isVoiceAgent ? layers!.voiceAgent : undefined;
  const flaw = agent?.flawOf(credential);
  if (flaw) return failed('token-invalid', flaw);
  const address = (agent?.address ?? connectAddress)(settings, credential, clientRequestId);
  if (!address) return failed('setup', agent ? 'no usable endpoint, project or agent' : 'no usable endpoint');
  const tell: Extras['tell'] = (notice) => extras.tell(notice);
  // The one that records stands next to the socket, so that it tells frames as they travel.
  const translated = agent?.translated(events, tell, settings, credential);
  const recorded = isRecorded && layers?.recorded(record === 'sound')(translated?.events ?? events, tell);
  const opening = await openWebSocket(address, (recorded || translated)?.events ?? events, signal);
  if (opening.ok) {
    let { transport } = opening;
    if (recorded) transport = recorded.over(transport);
    if (translated) transport = translated.over(transport);
    return { ok: true, transport, credential, clientRequestId };
  }
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
