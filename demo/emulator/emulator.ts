/** The emulator on an HTTP server: it accepts connections and keeps a list of them. It knows nothing of events. */
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Clock, systemClock } from './shared/clock.js';
import type { Connection, Protocol, Services } from './connection/connection.js';
import { ConversationMemory } from './connection/conversation-memory.js';
import { openConnection } from './connection/open-connection.js';
import { VOICE_LIVE } from './connection/voice-live.js';
import {
  checkUpgrade,
  chooseSubprotocol,
  REALTIME_PATH,
  type Refusal,
  type UpgradeRequest,
} from './connection/upgrade.js';
import { handleControl } from './control.js';
import { PendingFaults, type Faults, parseFaults } from './faults.js';
import type { Answers } from './public-types.js';
import type { Pacing } from './responding/response-run.js';
import { localSpeech } from './speaking/local-speech.js';
import type { SpeechSource } from './speaking/speech.js';
import { urlOf } from './shared/request-url.js';
import { AgentStore } from './voice-agents/agent-store.js';
import { checkAgentUpgrade, chooseAgentSubprotocol, isAgentRoute } from './voice-agents/agent-upgrade.js';
import { VoiceAgent } from './voice-agents/voice-agent.js';

export interface EmulatorOptions {
  /** key of the credentials that `mintToken` makes */
  readonly secret: string;
  /** accepted in place of a token, when it is set */
  readonly apiKey?: string;
  readonly speech?: SpeechSource;
  readonly clock?: Clock;
  readonly pacing?: Partial<Pacing>;
  /** sessions end after this time; 60 by default */
  readonly sessionMinutes?: number;
  readonly logger?: (line: string) => void;
  /** answers that replace the emulator's own */
  readonly answers?: Answers;
}

const DEFAULT_PACING: Pacing = { pieceMs: 120, speed: 6, textDeltaMs: 20 };
const MAX_MESSAGE_BYTES = 24 * 1024 * 1024;
const KEPT_CLOSED = 20;
const CLOSE_GRACE_MS = 500;

/** Answers WebSocket upgrades for Voice Live on `httpServer`; upgrades for other paths are left to others. */
export const attachEmulator = (httpServer: Server, options: EmulatorOptions): Emulator =>
  new Emulator(httpServer, options);

export class Emulator {
  /** faults for the next connections */
  readonly faults = new PendingFaults();
  /** the saved voice agents */
  readonly agents = new AgentStore();
  readonly httpServer: Server;
  readonly #options: EmulatorOptions;
  readonly #services: Services;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered, request) =>
      isAgentRoute(urlOf(request)?.pathname ?? '') ? chooseAgentSubprotocol(offered) : chooseSubprotocol(offered),
  });
  readonly #unanswered = new Set<Duplex>();
  #connections: readonly Connection[] = [];

  constructor(httpServer: Server, options: EmulatorOptions) {
    this.httpServer = httpServer;
    this.#options = options;
    this.#services = {
      speech: options.speech ?? localSpeech(),
      clock: options.clock ?? systemClock,
      pacing: { ...DEFAULT_PACING, ...options.pacing },
      sessionMinutes: options.sessionMinutes ?? 60,
      memory: new ConversationMemory(),
      answers: options.answers,
    };
    httpServer.on('upgrade', this.#upgrade);
  }

  /** The open connections and the last few closed ones, oldest first. */
  get connections(): readonly Connection[] {
    return this.#connections;
  }

  /** The newest connection with that id: a client may connect again with the same one. */
  connection(id: string): Connection | undefined {
    return this.#connections.findLast((connection) => connection.id === id);
  }

  /** Handles requests under `/emulator/`. Returns whether this was one. */
  handleControl(request: IncomingMessage, response: ServerResponse): boolean {
    return handleControl(this, request, response);
  }

  /** Closes every connection and removes the listeners from the server, which stays open. */
  close(): void {
    this.httpServer.off('upgrade', this.#upgrade);
    for (const connection of this.#connections) connection.drop(1001);
    // a client that does not answer the close frame would hold the server open
    setTimeout(() => this.#connections.forEach((connection) => connection.drop()), CLOSE_GRACE_MS).unref();
    for (const socket of this.#unanswered) socket.destroy();
  }

  readonly #upgrade = (message: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = urlOf(message);
    if (!url || !isEmulated(url.pathname)) return;
    socket.on('error', () => undefined);
    const asked = parseFaults(url.searchParams.get('emulator-faults') ?? '');
    if (!asked.ok) return this.#refuse(socket, { status: 400, ...asked.fault });
    const faults = { ...this.faults.take(), ...asked.value };
    if (faults.neverAnswer) return this.#leaveUnanswered(socket);
    if (faults.refuseUpgrade !== undefined) return this.#refuse(socket, emulatedRefusal(faults.refuseUpgrade));
    const opening = isAgentRoute(url.pathname) ? this.#toAgent(message, faults) : this.#toVoiceLive(message);
    if ('status' in opening) return this.#refuse(socket, opening);
    const { request, protocol } = opening;
    this.#sockets.handleUpgrade(message, socket, head, (webSocket) => {
      this.#add(openConnection(webSocket, request, faults, this.#services, protocol));
    });
  };

  #toVoiceLive(message: IncomingMessage): Opening | Refusal {
    const verdict = checkUpgrade(message, { apiKey: undefined, ...this.#options }, this.#services.clock.now());
    return verdict.accepted ? { request: verdict.request, protocol: VOICE_LIVE } : verdict.refusal;
  }

  #toAgent(message: IncomingMessage, faults: Faults): Opening | Refusal {
    const { agents } = this;
    const now = this.#services.clock.now();
    const verdict = checkAgentUpgrade(message, { secret: this.#options.secret, now, agents, faults });
    return verdict.accepted ? { request: verdict.request, protocol: new VoiceAgent(verdict.start) } : verdict.refusal;
  }

  #add(connection: Connection): void {
    const closed = this.#connections.filter(({ isOpen }) => !isOpen);
    const forgotten = new Set(closed.slice(0, Math.max(0, closed.length - KEPT_CLOSED)));
    this.#connections = [...this.#connections.filter((old) => !forgotten.has(old)), connection];
    this.#log(`connected ${describe(connection.request)}`);
    connection.signal.addEventListener('abort', () => this.#log(`closed ${connection.id} (${connection.closeCode})`));
  }

  #refuse(socket: Duplex, { status, code, message }: Refusal): void {
    const body = JSON.stringify({ error: { code, message } });
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(status === 429 ? ['Retry-After: 1'] : []),
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
    this.#log(`refused ${status} ${code}`);
  }

  #leaveUnanswered(socket: Duplex): void {
    this.#unanswered.add(socket);
    socket.on('close', () => this.#unanswered.delete(socket));
  }

  #log(line: string): void {
    this.#options.logger?.(`emulator: ${line}`);
  }
}

/** Whether upgrades of this path are answered here. */
export const isEmulated = (path: string): boolean => path === REALTIME_PATH || isAgentRoute(path);

interface Opening {
  readonly request: UpgradeRequest;
  readonly protocol: Protocol;
}

const emulatedRefusal = (status: number): Refusal => ({
  status,
  code: 'emulated_refusal',
  message: `Refused with ${status} because a test asked for it.`,
});

const describe = ({ id, apiVersion, model, agent, voiceAgent }: UpgradeRequest): string =>
  `${id} (${voiceAgent === undefined ? (model ?? `agent ${agent?.name}`) : `voice agent ${voiceAgent}`}, ${apiVersion})`;

export type { Connection, Faults };
