/**
 * The engine: it gives each event to the rules (`stepTurn`) and runs the effects that they return. It knows in which order
 * a conversation is opened and closed, and what belongs to it. It knows no rule of the conversation, whose state is one
 * `Turn`, nothing of samples, and nothing of the page but its `EngineHost`.
 */
import { BUILD } from './contract/build.js';
import type { Mode, Notice, SessionStatus } from './contract/conversation.js';
import type {
  ConnectionSettings,
  EngineApi,
  EngineHost,
  EngineSettings,
  Outcome,
  AudioPort,
} from './contract/engine-api.js';
import type { Problem } from './contract/faults.js';
import type { ClientEvent } from './protocol/client-events.js';
import { callId } from './protocol/ids.js';
import type { RequestSession } from './protocol/objects/index.js';
import type { ServerEvent } from './protocol/server-events.js';
import { throttled } from './session/service-problem.js';
import { SET_UP } from './session/session-handlers.js';
import { newTurn, statusOf, type Effect, type Turn } from './session/turn.js';
import { isLocalEvent, stepTurn, type TurnEvent } from './session/turn-handlers.js';
import { NoticeQueue } from './notice-queue.js';
import { MAX_WAITING, Outbox } from './outbox.js';
import { Outgoing } from './outgoing.js';
import { readFrame } from './read-frame.js';
import { ConversationAudio } from './media/conversation-audio.js';
import { askEarly, type EarlyCredential } from './credential/credential.js';
import { closeProblem, connect, NOT_SET_UP, SET_UP_WITHIN_MS, STOPPED } from './transport/connect.js';
import type { Transport, TransportEvents } from './transport/transport.js';
import { WantedSession } from './wanted-session.js';

export class Engine implements EngineApi {
  #turn: Turn = newTurn('voice', undefined);
  #status: SessionStatus = 'idle';
  #host: EngineHost | undefined;
  #earlyCredential: EarlyCredential | undefined;
  #transport: Transport | undefined;
  #wanted: WantedSession | undefined;
  #outgoing = new Outgoing();
  /** Aborted when the conversation ends. */
  #lifetime = new AbortController();
  #opened: ((outcome: Outcome) => void) | undefined;
  readonly #outbox = new Outbox();
  readonly #notices = new NoticeQueue((notices) => this.#host?.notify(notices));
  #gateTimer: ReturnType<typeof setTimeout> | undefined;
  /** True from `open` until that conversation ends. */
  #alive = false;
  #ducking = false;
  #rawEvents = false;
  /** The number of frames in this conversation that could not be read. */
  #unreadable = 0;
  readonly #audio = new ConversationAudio({
    transport: () => this.#transport,
    ducks: () => this.#ducking && this.#turn.playing !== undefined,
    step: (event) => this.#step(event),
    tell: (notice) => this.#notify(notice),
  });
  readonly #events: TransportEvents = {
    onText: (text) => {
      const flaw = readFrame(text, (event) => this.#receive(event));
      // Only the first one is reported: a broken service could send hundreds a second.
      if (!flaw || this.#unreadable++) return;
      const problem: Problem = { code: 'server-error', cause: `unreadable frame: ${flaw}` };
      this.#notify({ kind: 'problem', problem, ended: false });
    },
    onClose: (end) => {
      const { code, cause } = closeProblem(end);
      if (end.code === 1000 && code === 'connection-lost' && this.#turn.ready) return this.#onNormalClose();
      this.#failFor({ code, cause: this.#unreadable ? `${cause}; ${this.#unreadable} unreadable frames` : cause });
    },
  };

  meet(host: EngineHost, lifeLock: string | undefined): Promise<string> {
    this.#host = host;
    const { locks } = navigator as { readonly locks?: LockManager }; // none in a sandboxed frame
    if (!lifeLock || !locks) return Promise.resolve(BUILD);
    // It answers only when it holds the lock. Otherwise the page could get the lock first and take this worker for dead.
    return new Promise((held) => {
      const forever = () => new Promise<void>(() => held(BUILD));
      locks.request(lifeLock, forever).catch(() => held(BUILD));
    });
  }

  prepare(settings: ConnectionSettings): void {
    this.#earlyCredential = askEarly(settings, this.#host!);
  }

  /** Resolves after the page has handled the notices before: results and notices travel on two ports, without a common order. */
  async open(settings: EngineSettings): Promise<Outcome> {
    const outcome = await this.#open(settings);
    await this.#notices.delivered;
    return outcome;
  }

  async #open(settings: EngineSettings): Promise<Outcome> {
    const host = this.#host!;
    this.#end();
    const { signal } = (this.#lifetime = new AbortController());
    this.#alive = true;
    this.#rawEvents = settings.rawEvents;
    this.#ducking = settings.ducking;
    this.#unreadable = 0;
    this.#outgoing = new Outgoing();
    const wanted = (this.#wanted = new WantedSession(settings));
    const turn = newTurn(settings.mode, settings.greeting, Date.now());
    this.#turn = { ...turn, modalities: wanted.callModalities };
    this.#setStatus('connecting');

    const connected = await connect(settings.connection, host, this.#events, signal, this.#earlyCredential);
    if (signal.aborted) return STOPPED;
    if (!connected.ok) return this.#fail(connected.problem);

    this.#transport = connected.transport;
    const session = wanted.pin(connected.credential.session);
    this.#outgoing = new Outgoing(connected.credential, session, connected.clientRequestId);
    this.#turn = { ...this.#turn, modalities: wanted.callModalities };
    const opened = new Promise<Outcome>((resolve) => {
      this.#opened = resolve;
      setTimeout(() => this.#opened === resolve && this.#failFor(NOT_SET_UP), SET_UP_WITHIN_MS);
    });
    // The service sends `session.created` first. It changes nothing here, so we do not wait for it.
    this.#transport.send(JSON.stringify({ type: 'session.update', event_id: SET_UP, session }));
    return opened;
  }

  attachMicrophone(audio: AudioPort): void {
    this.#audio.uplink.attach(audio);
  }

  detachMicrophone(): void {
    this.#audio.uplink.detach();
  }

  attachSpeaker(audio: AudioPort, latencyMs: number): void {
    this.#audio.downlink.attach(audio, latencyMs);
  }

  setSpeakerLatency(latencyMs: number): void {
    this.#audio.downlink.latencyMs = latencyMs;
  }

  detachSpeaker(): void {
    this.#audio.downlink.detach();
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

  changeSession(wanted: RequestSession): void {
    const event = this.#wanted?.change(wanted);
    if (event) this.sendEvent(event);
  }

  setRawEvents(on: boolean): void {
    this.#rawEvents = on;
  }

  close(): void {
    if (!this.#alive) return;
    this.#end();
    this.#setStatus('ended');
  }

  /** The service closed the socket normally: the conversation is over. Audio that was received is still played. */
  #onNormalClose(): void {
    this.#transport = undefined;
    if (this.#turn.playing) this.#audio.downlink.end(this.#turn.playing);
    this.#tellStatus();
  }

  #receive(event: ServerEvent): void {
    if (this.#rawEvents) this.#notify({ kind: 'event', event: event as unknown as Readonly<Record<string, unknown>> });
    if (!isLocalEvent(event)) this.#step(event);
  }

  #step(event: TurnEvent): void {
    const { turn, effects } = stepTurn(this.#turn, event);
    this.#turn = turn;
    if (event.type === 'session.updated') this.#audio.follow(event.session);
    const measurement = this.#audio.measure(event);
    for (const effect of effects) this.#run(effect);
    if (measurement) this.#notify({ kind: 'metrics', metrics: { ...measurement, ...this.#audio.takeFigures() } });
    this.#tellStatus();
  }

  /** Reads the turn as it is now, because an effect may have made another step. */
  #tellStatus(): void {
    const status = statusOf(this.#turn);
    if (!this.#alive || !this.#turn.ready) return;
    if (!this.#transport && status !== 'speaking') return this.close();
    if (status !== this.#status) this.#setStatus(status);
  }

  #run(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        return this.#send(effect.event);
      case 'play':
        // A written chat has no speaker: audio would wait for it without end.
        return this.#turn.mode === 'voice' ? this.#audio.downlink.play(effect.itemId, effect.base64) : undefined;
      case 'endItem':
        return this.#audio.downlink.end(effect.itemId);
      case 'flush':
        return this.#audio.flush();
      case 'cue':
        return this.#audio.cues.add(effect);
      case 'notify':
        return this.#notify(effect.notice);
      case 'timer':
        clearTimeout(this.#gateTimer);
        if (effect.ms !== undefined) this.#gateTimer = setTimeout(() => this.#step({ type: 'timer.gate' }), effect.ms);
        return;
      case 'throttled':
        return this.#notify({ kind: 'problem', problem: throttled(effect, Date.now()), ended: false });
      case 'ready':
        return this.#ready();
      case 'fail':
        this.#fail(effect.problem);
    }
  }

  #send(event: ClientEvent): void {
    const text = JSON.stringify(event);
    if (this.#turn.ready && this.#opened === undefined) this.#transport?.send(text);
    else if (this.#outbox.add(text))
      this.#notify({ kind: 'warning', text: `only the last ${MAX_WAITING} events wait for the session` });
  }

  /** The session is set up. The captured audio is sent first, then the events that waited. */
  #ready(): void {
    this.#audio.begin();
    for (const text of this.#outbox.takeAll()) this.#transport?.send(text);
    this.#opened?.({ ok: true });
    this.#opened = undefined;
  }

  /** Fails for this problem, or for what the service said before it. */
  #failFor({ code, cause }: Problem): void {
    const { omen } = this.#turn;
    const known = code === 'connection-lost' || code === NOT_SET_UP.code;
    this.#fail(omen ? { code: known ? omen.code : code, cause: `${omen.cause}; ${cause}` } : { code, cause: cause! });
  }

  #fail(seen: Problem): Outcome {
    const problem = this.#outgoing.problem(seen);
    const outcome: Outcome = { ok: false, problem };
    this.#opened?.(outcome);
    this.#end();
    this.#notify({ kind: 'problem', problem, ended: true });
    this.#setStatus('error');
    return outcome;
  }

  /** Frees everything that belongs to this conversation. No notice about it follows. */
  #end(): void {
    this.#alive = false;
    this.#lifetime.abort();
    this.#transport = undefined;
    clearTimeout(this.#gateTimer);
    this.#opened?.(STOPPED);
    this.#opened = undefined;
    this.#outbox.takeAll();
    this.#audio.end();
    this.#turn = newTurn(this.#turn.mode, undefined);
  }

  #setStatus(status: SessionStatus): void {
    this.#notify({ kind: 'status', status: (this.#status = status) });
  }

  /** Everything that the page is told passes here. */
  #notify(notice: Notice): void {
    this.#notices.add(this.#outgoing.notice(notice));
  }
}
