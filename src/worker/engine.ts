/** Feeds events to the rules and runs the effects they return. Everything it knows of the conversation is one `Turn`. */
import { Cues } from './media/cues.js';
import { Downlink } from './media/downlink.js';
import { TurnClock } from './media/turn-clock.js';
import { Uplink } from './media/uplink.js';
import type { Mode, Notice, SessionStatus } from './contract/conversation.js';
import type {
  ConnectionSettings,
  EngineApi,
  EngineHost,
  EngineSettings,
  Outcome,
  SoundPort,
} from './contract/engine-api.js';
import type { Problem } from './contract/faults.js';
import type { ClientEvent } from './protocol/client-events.js';
import { callId } from './protocol/ids.js';
import type { RequestSession, ResponseSession } from './protocol/objects.js';
import { parseServerEvent } from './protocol/parse-server-event.js';
import { sessionConfig, withPinned } from './protocol/session-config.js';
import type { LocalEvent } from './session/local-events.js';
import { newTurn, statusOf, type Effect, type Turn } from './session/turn.js';
import { isMinded, stepTurn, type TurnEvent } from './session/turn-handlers.js';
import { askEarly, type EarlyCredential } from './transport/credential.js';
import { isAgentMode } from './transport/connect-address.js';
import { closeProblem, connect } from './transport/connect.js';
import type { Transport } from './transport/transport.js';

/** Frames of nonsense that are told; more of them are only counted. */
const MALFORMED_TOLD = 3;

export class Engine implements EngineApi {
  #turn: Turn = newTurn('voice', undefined);
  #status: SessionStatus = 'idle';
  #host: EngineHost | undefined;
  #early: EarlyCredential | undefined;
  #transport: Transport | undefined;
  /** Ends with the conversation. */
  #lifetime = new AbortController();
  #session: RequestSession = {};
  #inForce: ResponseSession | undefined;
  #opened: ((outcome: Outcome) => void) | undefined;
  /** What was to be sent before the session was set up. */
  #outbox: string[] = [];
  #notices: Notice[] = [];
  /** Settles when the page has heard the latest notices. */
  #told: unknown;
  #gateTimer: ReturnType<typeof setTimeout> | undefined;
  /** Between `open` and the end of that conversation. */
  #alive = false;
  #rawEvents = false;
  #ducking = false;
  #malformed = 0;
  #clock = new TurnClock();
  readonly #uplink = new Uplink(
    (frame) => this.#transport?.send(frame),
    (on) => this.#downlink.duck(on && this.#ducking && this.#turn.playing !== undefined),
    () => this.#transport?.waitingBytes ?? 0,
  );
  readonly #cues = new Cues(({ notice }) => this.#tell(notice));
  readonly #downlink = new Downlink(
    (event) => this.#step(event),
    (itemId, heardMs, untilMs) => this.#cues.heard(itemId, heardMs, untilMs),
  );

  meet(host: EngineHost, lifeLock: string | undefined): Promise<void> {
    this.#host = host;
    if (!lifeLock) return Promise.resolve();
    // Answered only when the lock is held: else the page could get it first, and think this worker dead.
    return new Promise((held) => {
      const forever = () => new Promise<void>(() => held());
      void navigator.locks.request(lifeLock, forever);
    });
  }

  prepare(settings: ConnectionSettings): void {
    this.#early = askEarly(settings, this.#host!);
  }

  /** By the time it answers, the page has heard what led there: answers and notices travel on two ports. */
  async open(settings: EngineSettings): Promise<Outcome> {
    const outcome = await this.#open(settings);
    await this.#told;
    return outcome;
  }

  async #open(settings: EngineSettings): Promise<Outcome> {
    const host = this.#host!;
    this.#end();
    const { signal } = (this.#lifetime = new AbortController());
    this.#alive = true;
    this.#rawEvents = settings.rawEvents;
    this.#ducking = settings.ducking;
    this.#malformed = 0;
    this.#turn = newTurn(settings.mode, settings.agent.greeting, Date.now());
    this.#tell({ kind: 'status', status: (this.#status = 'connecting') });

    const agentMode = isAgentMode(settings.connection);
    const { session, warnings } = sessionConfig(settings.agent, {
      model: settings.connection.model,
      agentMode,
      mode: settings.mode,
    });
    for (const text of warnings) this.#tell({ kind: 'warning', text });
    const [wanted, connected] = await Promise.all([
      host.beforeStart(session),
      connect(settings.connection, host, this.#transportEvents(signal), signal, this.#early),
    ]);
    if (signal.aborted) return stopped;
    if (!wanted) return this.#callOff();
    if (!connected.ok) return this.#fail(connected.problem);

    this.#transport = connected.transport;
    this.#session = withPinned(wanted, connected.pinned);
    const opened = new Promise<Outcome>((resolve) => (this.#opened = resolve));
    // The service speaks first, but what it says (session.created) changes nothing: no need to wait for it.
    this.#transport.send(JSON.stringify({ type: 'session.update', event_id: 'vla_session', session: this.#session }));
    return opened;
  }

  attachMicrophone(sound: SoundPort): void {
    this.#uplink.attach(sound);
  }

  detachMicrophone(): void {
    this.#uplink.detach();
  }

  attachSpeaker(sound: SoundPort, latencyMs: number): void {
    this.#downlink.attach(sound, latencyMs);
  }

  setSpeakerLatency(latencyMs: number): void {
    this.#downlink.latencyMs = latencyMs;
  }

  detachSpeaker(): void {
    this.#downlink.detach();
  }

  setMode(mode: Mode): void {
    this.#step({ type: 'visitor.mode', mode });
  }

  sendText(text: string): void {
    this.#step({ type: 'visitor.text', text });
  }

  setHeld(on: boolean): void {
    this.#step({ type: 'visitor.hold', on });
  }

  interrupt(): void {
    this.#step({ type: 'visitor.interrupt' });
  }

  sendToolOutput(id: string, output: string): void {
    this.#step({ type: 'tool.output', callId: callId(id), output });
  }

  sendEvent(event: ClientEvent | Readonly<Record<string, unknown>>): void {
    this.#step({ type: 'page.event', event: event as ClientEvent });
  }

  setRawEvents(on: boolean): void {
    this.#rawEvents = on;
  }

  close(): void {
    if (!this.#alive) return;
    this.#end();
    this.#tell({ kind: 'status', status: (this.#status = 'ended') });
  }

  #transportEvents(signal: AbortSignal) {
    const alive = <Args extends unknown[]>(run: (...args: Args) => void) => {
      return (...args: Args) => (signal.aborted ? undefined : run(...args));
    };
    return {
      onText: alive((text: string) => this.#receive(text)),
      onBinary: alive(() => this.#ignore('a binary frame')),
      onClose: alive((end: { readonly code: number; readonly reason: string }) => {
        const { code, cause = '' } = closeProblem(end);
        if (end.code === 1000 && code === 'connection-lost' && this.#turn.ready) return this.#hangUp();
        this.#fail(
          this.#malformed > 0 ? { code, cause: `${cause}; ${this.#malformed} malformed frames` } : { code, cause },
        );
      }),
    };
  }

  /** A normal close, says the service: the conversation has come to its end. What it said last is heard. */
  #hangUp(): void {
    this.#transport = undefined;
    if (this.#turn.playing) this.#downlink.end(this.#turn.playing);
    this.#tellStatus();
  }

  #receive(text: string): void {
    const parsed = parseServerEvent(text);
    if (parsed.kind === 'malformed') return this.#ignore(parsed.reason);
    const { event } = parsed;
    if (this.#rawEvents) this.#tell({ kind: 'event', event: event as unknown as Readonly<Record<string, unknown>> });
    if (!isMinded(event)) return;
    try {
      this.#step(event);
    } catch (error) {
      // A shape that nobody foresaw must not end the conversation.
      this.#ignore(`${event.type}: ${(error as Error).name}`);
    }
  }

  /** A frame that cannot be read is told and left out; the conversation goes on. */
  #ignore(reason: string): void {
    if (++this.#malformed > MALFORMED_TOLD) return;
    this.#tell({
      kind: 'problem',
      problem: { code: 'server-error', cause: `unreadable frame: ${reason}` },
      ended: false,
    });
  }

  #step(event: TurnEvent | LocalEvent): void {
    const { turn, effects } = stepTurn(this.#turn, event);
    this.#turn = turn;
    if (event.type === 'session.updated') this.#follow(event.session);
    const now = performance.timeOrigin + performance.now();
    const lap = this.#clock.step(event, now, this.#downlink.latencyMs);
    for (const effect of effects) this.#run(effect);
    if (lap) {
      const metrics = { ...lap, ...this.#downlink.takeFigures(), ...this.#uplink.takeFigures() };
      this.#tell({ kind: 'metrics', metrics });
    }
    this.#tellStatus();
  }

  /** Effects may have stepped on: what counts is the turn as it is now. */
  #tellStatus(): void {
    const status = statusOf(this.#turn);
    if (!this.#alive || !this.#turn.ready) return;
    if (!this.#transport && status !== 'speaking') return this.close();
    if (status !== this.#status) this.#tell({ kind: 'status', status: (this.#status = status) });
  }

  /** The session in force may change its sound formats in the midst of a conversation. */
  #follow(session: ResponseSession): void {
    const was = this.#inForce;
    this.#inForce = session;
    if (!this.#turn.ready || !was || this.#opened) return;
    if (was.output_audio_format !== session.output_audio_format) this.#downlink.setFormat(session.output_audio_format);
    if (
      was.input_audio_format !== session.input_audio_format ||
      was.input_audio_sampling_rate !== session.input_audio_sampling_rate
    ) {
      this.#listen(session);
    }
  }

  #listen(session: ResponseSession | undefined): void {
    this.#uplink.open(
      session?.input_audio_format,
      session?.input_audio_sampling_rate,
      session?.input_audio_echo_cancellation?.channels,
    );
  }

  #run(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.#send(effect.event);
      case 'play':
        return this.#downlink.play(effect.itemId, effect.base64);
      case 'endItem':
        return this.#downlink.end(effect.itemId);
      case 'flush':
        this.#cues.forget();
        return this.#downlink.flush();
      case 'cue':
        return this.#cues.add(effect);
      case 'notify':
        return this.#tell(effect.notice);
      case 'timer':
        clearTimeout(this.#gateTimer);
        if (effect.ms !== undefined) this.#gateTimer = setTimeout(() => this.#step({ type: 'timer.gate' }), effect.ms);
        return;
      case 'ready':
        return this.#ready();
      case 'fail':
        this.#fail(effect.notice.problem);
    }
  }

  #send(event: ClientEvent): void {
    const text = JSON.stringify(event);
    if (this.#turn.ready && this.#opened === undefined) this.#transport?.send(text);
    else this.#outbox.push(text);
  }

  /** The session is set up: what waited goes out, the visitor's first words before all. */
  #ready(): void {
    const session = this.#inForce;
    this.#downlink.setFormat(session?.output_audio_format);
    this.#listen(session);
    for (const text of this.#outbox.splice(0)) this.#transport?.send(text);
    this.#opened?.({ ok: true });
    this.#opened = undefined;
  }

  #fail(problem: Problem): Outcome {
    const outcome: Outcome = { ok: false, problem };
    const opened = this.#opened;
    this.#end();
    this.#tell({ kind: 'problem', problem, ended: true });
    this.#tell({ kind: 'status', status: (this.#status = 'error') });
    opened?.(outcome);
    return outcome;
  }

  /** The page said no before anything began: not a fault of anybody. */
  #callOff(): Outcome {
    this.#end();
    this.#tell({ kind: 'status', status: (this.#status = 'idle') });
    return { ok: false, problem: { code: 'setup', cause: 'vla-before-start was cancelled' } };
  }

  /** Lets go of everything that belongs to this conversation; nothing of it is told afterwards. */
  #end(): void {
    this.#alive = false;
    this.#lifetime.abort();
    this.#transport?.close();
    this.#transport = undefined;
    clearTimeout(this.#gateTimer);
    this.#opened?.(stopped);
    this.#opened = undefined;
    this.#outbox = [];
    this.#uplink.hold();
    this.#cues.forget();
    this.#downlink.forget();
    this.#turn = newTurn(this.#turn.mode, undefined);
    this.#clock = new TurnClock();
  }

  /** Notices of one step travel in one message, in their order. */
  #tell(notice: Notice): void {
    if (this.#notices.push(notice) > 1) return;
    queueMicrotask(() => void (this.#told = this.#host?.notify(this.#notices.splice(0))));
  }
}

const stopped: Outcome = { ok: false, problem: { code: 'connection-lost', cause: 'stopped' } };
