/**
 * One client: its socket, its session, its conversation. It does not know what events do: the handlers are passed in.
 */
import type { RawData, WebSocket } from 'ws';
import { RecentAudio } from '../audio/recent-audio.js';
import type { MonoAudio } from '../audio/wav.js';
import type { Clock } from '../shared/clock.js';
import type { Conversation } from '../conversation/conversation.js';
import type { Faults } from '../faults.js';
import { InputAudioBuffer } from '../hearing/input-audio-buffer.js';
import { vadSettings } from '../hearing/vad-settings.js';
import { newId } from '../shared/ids.js';
import { Approvals } from '../mcp/approvals.js';
import { listTools } from '../mcp/list-tools.js';
import type { RequestFault, Result } from '../shared/result.js';
import type { Answers } from '../public-types.js';
import { PlaybackEstimate } from '../responding/playback-estimate.js';
import { Responder } from '../responding/responder.js';
import type { AgentBehaviour, Pacing } from '../responding/response-run.js';
import { isRealtimeModel } from '../session/session-rules.js';
import type { SessionStart } from '../session/session-state.js';
import { isMcpServer, type Session } from '../session/session-types.js';
import type { SpeechSource } from '../speaking/speech.js';
import type { JsonObject, ServerEvent } from '../shared/json.js';
import type { ClientEvent } from './client-events.js';
import type { ConversationMemory } from './conversation-memory.js';
import { EventLog } from './event-log.js';
import { OrderedSender } from './ordered-sender.js';
import { parseFrame } from './read-client-event.js';
import type { UpgradeRequest } from './upgrade.js';

/** Runs a client event. Returns the fault of an event that was refused and changed nothing. */
export type HandleEvent = (connection: Connection, event: ClientEvent) => RequestFault | undefined;

/**
 * A protocol of the service: its words, and how its sessions begin. Everything else in the emulator knows the words of Voice
 * Live only.
 */
export interface Protocol {
  initialSession(start: SessionStart): Session;
  /** Checks a client's event. */
  read(event: JsonObject, connection: Connection): Result<ClientEvent>;
  /** A fault of a session's rules, with the fields as the client wrote them. */
  explain(fault: RequestFault): RequestFault;
  /** What is sent for an event: nothing, the event in the words of the protocol, or several events. */
  write(event: ServerEvent, connection: Connection): readonly ServerEvent[];
  /** A session in the words of the protocol. */
  describe(session: Session): JsonObject;
  /** Runs after `session.created`. */
  begin(connection: Connection): void;
  /** What its responses do beyond the answers that every session has. */
  behaviour(connection: Connection): AgentBehaviour | undefined;
}

export interface Services {
  readonly speech: SpeechSource;
  readonly clock: Clock;
  readonly pacing: Pacing;
  readonly sessionMinutes: number;
  readonly memory: ConversationMemory;
  readonly answers: Answers | undefined;
}

/** Two minutes at the highest rate: enough for the longest tests. */
const REFERENCE_SAMPLES = 120 * 24_000;

/** One client: its socket, its session and everything that belongs to it. */
export class Connection {
  readonly id: string;
  readonly request: UpgradeRequest;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly log = new EventLog();
  readonly conversationId: string;
  readonly conversation: Conversation;
  readonly approvals = new Approvals();
  /** the audio of open `input_audio.turn.*`, by the client's name of the turn */
  readonly audioTurns = new Map<string, readonly Int16Array[]>();
  readonly inputAudio: InputAudioBuffer;
  readonly playback: PlaybackEstimate;
  readonly responder: Responder;
  readonly openedAt: number;
  /** Unix milliseconds at which the service would end the session */
  readonly expiresAtMs: number;
  /** how long a session may last */
  readonly sessionMinutes: number;
  /** id of the message that the visitor is speaking just now */
  turnItemId: string | undefined;
  /** whether the voice has been heard, and can no longer change */
  hasSpoken = false;
  /** whether a `session.update` was accepted */
  isSetUp = false;
  closeCode: number | undefined;

  readonly #socket: WebSocket;
  readonly #sender: OrderedSender;
  readonly #handle: HandleEvent;
  readonly #protocol: Protocol;
  readonly #lifetime = new AbortController();
  #session: Session;

  constructor(
    socket: WebSocket,
    request: UpgradeRequest,
    faults: Faults,
    services: Services,
    handle: HandleEvent,
    protocol: Protocol,
  ) {
    const { answers, clock, speech, pacing, sessionMinutes, memory } = services;
    this.#socket = socket;
    this.#handle = handle;
    this.#protocol = protocol;
    this.id = request.id;
    this.request = request;
    this.faults = faults;
    this.clock = clock;
    this.openedAt = clock.now();
    this.sessionMinutes = sessionMinutes;
    this.expiresAtMs = this.openedAt + (faults.expireAfterMs ?? sessionMinutes * 60_000);
    this.#sender = new OrderedSender((text) => this.sendRaw(text), clock, faults, this.signal);
    this.conversationId = request.agent?.conversationId ?? newId('conv');
    // a conversation with an agent outlives the connection; any other ends with it
    this.conversation = memory.open(this.conversationId, request.agent !== undefined);
    const { conversationId, expiresAtMs, ownModel } = this;
    this.#session = protocol.initialSession({ ...request, conversationId, expiresAtMs, ownModel });
    this.inputAudio = new InputAudioBuffer(this.#session.input_audio_sampling_rate);
    this.playback = new PlaybackEstimate(clock);
    this.responder = new Responder({
      send: (event) => this.send(event),
      onAudio: (itemId) => this.#audioSent(itemId),
      tellsRateLimits: faults.rateLimits ?? false,
      expire: () => this.expire(),
      conversation: this.conversation,
      approvals: this.approvals,
      agent: protocol.behaviour(this),
      ...{ answers, speech, clock },
      pacing: { ...pacing, ...pacingOf(faults) },
    });
    this.session = this.#session;
    this.#listen();
    this.send({ type: 'session.created', session: this.#session });
    if (faults.foreignError) this.sendError(FOREIGN_ERROR);
  }

  get session(): Session {
    return this.#session;
  }

  set session(session: Session) {
    const { turn_detection: detection, input_audio_sampling_rate: rateHz } = session;
    this.#session = session;
    this.inputAudio.configure(rateHz, detection && vadSettings(detection));
  }

  /** Asks the MCP servers that the session did not have before for their tools. */
  listNewTools(before: Session): void {
    const known = new Set(before.tools.filter(isMcpServer).map(({ server_label }) => server_label));
    for (const server of this.#session.tools.filter(isMcpServer)) {
      if (!known.has(server.server_label)) void listTools(this, server);
    }
  }

  /** The session in force, in the words of the connection's protocol. */
  get toldSession(): JsonObject {
    return this.#protocol.describe(this.#session);
  }

  /** Whether a saved agent chose the model. The rules that go by the name of a model do not hold then. */
  get managed(): boolean {
    return this.request.voiceAgent !== undefined;
  }

  get echoReference(): boolean {
    const features = (this.request.query['features'] ?? '').split(',');
    return this.managed || features.includes('client_ec_reference:true');
  }

  get agentMode(): boolean {
    return this.request.agent !== undefined;
  }

  get ownModel(): boolean {
    return this.managed || this.request.query['profile'] !== undefined;
  }

  /** The model that the address asked for. */
  get model(): string | undefined {
    return this.request.model;
  }

  /** Whether the model hears audio itself. Others are given the words that are recognised. */
  get hearsAudio(): boolean {
    return !this.agentMode && isRealtimeModel(this.model ?? '');
  }

  get isOpen(): boolean {
    return !this.signal.aborted;
  }

  /** Aborted when the connection has closed. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  /** The echo reference: the audio that the client reports as played, beside the microphone. */
  readonly reference = new RecentAudio(REFERENCE_SAMPLES);

  /** The newest two minutes of decoded input audio. */
  get received(): MonoAudio {
    return this.inputAudio.received;
  }

  send(event: ServerEvent): void {
    for (const told of this.#protocol.write(event, this)) this.sendAsItIs(told);
  }

  /** Sends an event that is in the words of the protocol already. */
  sendAsItIs({ type, ...fields }: ServerEvent): void {
    this.#sender.send(JSON.stringify({ type, event_id: newId('event'), ...fields }));
  }

  /** @param eventId the client event at fault */
  sendError({ code, message, param }: RequestFault, eventId?: unknown): void {
    const named = this.faults.namelessErrors ? null : (eventId ?? null);
    const error = { type: 'invalid_request_error', code, message, param: param ?? null, event_id: named };
    this.send({ type: 'error', error });
  }

  /** Sends a frame as it is, valid or not, before everything that faults delay. */
  sendRaw(frame: string | Uint8Array): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(frame);
  }

  /** Closes when everything has been sent, also what faults delay. */
  close(code = 1000, reason = ''): void {
    void this.#sender.drained.then(() => this.#socket.close(code, reason));
  }

  /** Ends the session as the service does at its maximum age. */
  expire(): void {
    const message = `Your session hit the maximum duration of ${this.sessionMinutes} minutes.`;
    this.sendError({ code: 'session_expired', message });
    this.close(1001, message);
  }

  /** Closes with a code; without one, or with one that may not travel, tears the connection down (the client sees 1006). */
  drop(code?: number, reason = ''): void {
    const maySend =
      code !== undefined && (code >= 3000 || (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)));
    if (maySend) this.#socket.close(code, reason);
    else this.#socket.terminate();
  }

  #listen(): void {
    this.#socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    this.#socket.on('error', () => undefined); // a close event follows every error
    this.#socket.on('close', (code) => {
      this.closeCode = code;
      this.#lifetime.abort();
      this.responder.close();
    });
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (isBinary) return this.sendError({ code: 'invalid_frame', message: 'Binary messages are not supported.' });
    const frame = parseFrame(textOfFrame(data));
    if (!frame.ok) return this.sendError(frame.fault);
    this.log.add(frame.value, this.clock.now());
    const event = this.#protocol.read(frame.value, this);
    const broken = event.ok ? this.#handle(this, event.value) : undefined;
    const fault = event.ok ? broken && this.#protocol.explain(broken) : event.fault;
    if (fault) this.sendError(fault, frame.value['event_id']);
  }

  #audioSent(itemId: string): void {
    this.hasSpoken = true;
    this.playback.audioSent(itemId);
  }
}

/** An error that is not about anything the client did. The service is known to send it while a session is set up. */
const FOREIGN_ERROR: RequestFault = {
  code: 'missing_required_parameter',
  message: "Missing required parameter: 'session.type'.",
  param: 'session.type',
};

const pacingOf = ({ speed, pieceMs }: Faults): Partial<Pacing> => ({
  ...(speed !== undefined && { speed }),
  ...(pieceMs !== undefined && { pieceMs }),
});

/** A text frame comes as one Buffer or several. */
const textOfFrame = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString('utf8');
