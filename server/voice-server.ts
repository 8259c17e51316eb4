/** Joins the rooms: one object with everything that a site mounts. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { gateOf } from './http/gate.js';
import { bodyOf, send, voiceRequest } from './http/node-adapter.js';
import { TokenRoute, type Answer } from './http/token-route.js';
import { fromWeb, toWeb, webBody } from './http/web-adapter.js';
import { Admission } from './limits/admission.js';
import { Observer } from './observe/observer.js';
import type { VoiceServerOptions } from './options/public-types.js';
import { readOptions } from './options/read-options.js';
import { TIMINGS, type Timings } from './options/timings.js';
import type { VoiceServer } from './options/voice-server-type.js';
import { rulesOf } from './policy/rules.js';
import { loadWs } from './relay/open-upstream.js';
import { Relay } from './relay/relay.js';
import { openStore } from './store/open-store.js';
import { Tickets } from './tickets/tickets.js';
import { Credentials } from './upstream/credentials.js';

const plain = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/**
 * Upgrades of our path are seen by us alone: other listeners of the same server answer what they do not know with 404, or
 * destroy it after a while.
 */
function claimUpgrades(server: Server, voice: VoiceServer): void {
  const emit = server.emit.bind(server) as (name: string, ...args: unknown[]) => boolean;
  server.emit = (name: string, ...args: unknown[]): boolean =>
    (name === 'upgrade' && voice.upgrade(...(args as [IncomingMessage, Duplex, Buffer]))) || emit(name, ...args);
  // Without a listener Node closes the connection before anybody sees the upgrade.
  if (server.listenerCount('upgrade') === 0) server.on('upgrade', (_, socket: Duplex) => socket.destroy());
}

/** As `voiceServer`, with other spans of time: for tests. */
export function createVoiceServer(options: VoiceServerOptions, timings: Timings = TIMINGS): VoiceServer {
  const settings = readOptions(options);
  const rules = new Map(Object.entries(settings.profiles).map(([name, profile]) => [name, rulesOf(profile)]));
  const ownSecrets = [...rules.values()].flatMap(({ secrets }) => secrets).concat(settings.store ?? []);
  const credentials = new Credentials(settings.auth, timings.connectMs);
  const observer: Observer = new Observer(
    settings.log,
    () => ({ calls: relay.size, ready: Number(isReady()), day_spent_share: admission.spentShare }),
    () => [...credentials.secrets, ...ownSecrets],
  );
  const store = openStore(settings, (away) => observer.storeChanged(away));
  const admission: Admission = new Admission(store, settings.limits, timings, (sentence) =>
    observer.note('warn', 'money', sentence),
  );
  const tickets = new Tickets(store, timings.ticketMs);
  const gate = gateOf(settings);
  const relay: Relay = new Relay({ settings, timings, rules, admission, credentials, observer }, tickets, gate);
  const route = new TokenRoute({
    ...{ settings, gate, admission, tickets, credentials, observer, ticketMs: timings.ticketMs },
    mayResume: (call, secret) => relay.mayResume(call, secret),
    isDraining: () => relay.isDraining,
  });
  const isReady = (): boolean => store.ready && !relay.isDraining;
  const { path, trustProxy } = settings;
  /** Undefined also for what is no address, such as `//`: anybody may send that. */
  const below = (url = '/'): string | undefined => {
    if (!URL.canParse(url, 'http://localhost')) return undefined;
    const { pathname } = new URL(url, 'http://localhost');
    return pathname.startsWith(`${path}/`) ? pathname.slice(path.length + 1) : undefined;
  };
  const simple: Readonly<Record<string, () => Answer>> = {
    health: () => plain(200, { ok: true }),
    ready: () => plain(isReady() ? 200 : 503, { ready: isReady(), calls: relay.size }),
  };

  const voice: VoiceServer = {
    handle(request, response, raw) {
      const name = below(request.url) ?? '';
      if (Object.hasOwn(simple, name)) send(response, simple[name]!());
      else if (name === 'token')
        voice.token(request, response, raw).catch((error: unknown) => observer.failed('token', error));
      else return false;
      return true;
    },
    async token(request: IncomingMessage, response: ServerResponse, raw?: unknown) {
      const asked = voiceRequest(request, trustProxy, raw ?? request);
      const body = await bodyOf(request, raw ?? request);
      if (response.destroyed) return;
      send(response, await route.answer(asked, body));
    },
    async fetch(request, { address, raw } = {}) {
      const name = below(request.url) ?? '';
      if (Object.hasOwn(simple, name)) return toWeb(simple[name]!());
      return name === 'token' ? voice.tokenResponse(request, { address, raw }) : undefined;
    },
    async tokenResponse(request, { address, raw } = {}) {
      const body = await webBody(request);
      return toWeb(await route.answer(fromWeb(request, trustProxy, address, raw ?? request), body));
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
      if (settings.way !== 'relay' || below(request.url) !== 'relay') return false;
      relay.upgrade(request, socket, head);
      return true;
    },
    attach(server: Server) {
      loadWs();
      claimUpgrades(server, voice);
      return voice;
    },
    get calls() {
      return relay.size;
    },
    get ready() {
      return isReady();
    },
    path,
    metrics: () => observer.metrics.text(),
    drain: () => {
      observer.note('info', 'drain', `${relay.size} calls are asked to go elsewhere.`);
      return relay.drain();
    },
    async close() {
      relay.stop();
      observer.metrics.close();
      await store.close();
    },
  };
  return voice;
}
