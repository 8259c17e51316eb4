/** From settings to an open line: credential, address, socket, and what went wrong in between. */
import type { ConnectionSettings, Credential, EngineHost } from '../contract/engine-api.js';
import type { Problem } from '../contract/faults.js';
import type { RequestSession } from '../protocol/objects.js';
import { connectAddress } from './connect-address.js';
import { expiryOf, fetchCredential, takeEarly, type EarlyCredential } from './credential.js';
import type { Transport, TransportEvents } from './transport.js';
import { openWebSocket, type Opening } from './websocket-transport.js';

export type Connected =
  | { readonly ok: true; readonly transport: Transport; readonly pinned: RequestSession | undefined }
  | { readonly ok: false; readonly problem: Problem };

const failed = (code: Problem['code'], cause: string): Connected => ({ ok: false, problem: { code, cause } });

export async function connect(
  settings: ConnectionSettings,
  host: EngineHost,
  events: TransportEvents,
  signal: AbortSignal,
  early?: EarlyCredential,
): Promise<Connected> {
  const first = await attempt(settings, host, events, signal, early);
  // A token may run out between its fetch and the upgrade, a ticket sooner: once more with a fresh one.
  return first.ranOut ? (await attempt(settings, host, events, signal)).connected : first.connected;
}

interface Attempt {
  readonly connected: Connected;
  readonly ranOut: boolean;
}

async function attempt(
  settings: ConnectionSettings,
  host: EngineHost,
  events: TransportEvents,
  signal: AbortSignal,
  early?: EarlyCredential,
): Promise<Attempt> {
  const kept = early && (await takeEarly(settings, early));
  const asked = kept ? early.asked : Date.now();
  const answer = kept ?? (await fetchCredential(settings, host, signal));
  if (!answer.ok) return { connected: answer, ranOut: false };
  const { credential } = answer;
  const address = connectAddress(settings, credential);
  if (!address) return { connected: failed('setup', 'no usable endpoint'), ranOut: false };
  const opening = await openWebSocket(address, events, signal);
  if (opening.kind === 'open') {
    return { connected: { ok: true, transport: opening.transport, pinned: credential.session }, ranOut: false };
  }
  return {
    connected: refusal(opening),
    ranOut: opening.kind === 'refused' && (Boolean(kept) || hasRunOut(credential, asked)),
  };
}

const hasRunOut = (credential: Credential, asked: number): boolean =>
  (expiryOf(credential, asked) ?? Infinity) <= Date.now();

function refusal(opening: Exclude<Opening, { kind: 'open' }>): Connected {
  switch (opening.kind) {
    case 'timeout':
      return failed('connect-timeout', 'the socket did not open within 15 s');
    case 'blocked':
      return failed('csp-blocked', `the browser refused the socket: ${opening.reason}`);
    case 'refused':
      return failed('connect-failed', `the socket closed before it opened (code ${opening.code})`);
  }
}

/** What a close of the service means. Codes: RFC 6455 section 7.4.1. */
export function closeProblem({ code, reason }: { readonly code: number; readonly reason: string }): Problem {
  const cause = `the socket closed with code ${code}${reason && ` (${reason})`}`;
  if (code === 1008) return { code: 'unauthorized', cause };
  if (code === 1013) return { code: 'throttled', cause };
  if (/expired/i.test(reason)) return { code: 'session-expired', cause };
  return { code: 'connection-lost', cause };
}
