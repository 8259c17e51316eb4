/**
 * The engine: it gives each event to the rules (`stepTurn`) and runs the effects that they return. It knows in which order
 * a conversation is opened and closed, and what belongs to it. It knows no rule of the conversation, whose state is one
 * `Turn`, nothing of samples, and nothing of the page but its `EngineHost`.
 */
import { BUILD } from './contract/build.js';
import type { Mode, Notice, SessionStatus } from './contract/conversation.js';
import type { AudioPort, ConnectionSettings, EngineApi, EngineHost } from './contract/engine-api.js';
import type { EngineSettings, Outcome } from './contract/engine-api.js';
import type { Problem } from './contract/faults.js';
import type { ClientEvent } from './protocol/client-events.js';
import { callId } from './protocol/ids.js';
import type { RequestSession } from './protocol/objects/index.js';
import { throttled } from './session/service-problem.js';
import { newTurn, statusOf, type Effect, type Step, type Turn } from './session/turn.js';
import { isLocalEvent, stepTurn, type TurnEvent } from './session/turn-handlers.js';
import { holdLifeLock } from './life-lock.js';
import { LaterLoader, type LoadLater } from './later-loader.js';
import type { ConversationLines, LinesHooks } from './lines-hooks.js';
import { NoticeQueue } from './notice-queue.js';
import { DROPPED, Outbox } from './outbox.js';
import { foretold, Outgoing } from './outgoing.js';
import { ConversationAudio } from './media/conversation-audio.js';
import { asCame, readFrame, unreadable, type FramedEvent } from './read-frame.js';
import { askEarly, type EarlyCredential } from './credential/credential.js';
import { isAgentMode } from './transport/connect-address.js';
import { connect, STOPPED } from './transport/connect.js';
import { WantedSession } from './wanted-session.js';

export class Engine implements EngineApi {
  #turn: Turn = newTurn('voice', undefined);
  #status: SessionStatus = 'idle';
  #host: EngineHost | undefined;
  #earlyCredential: EarlyCredential | undefined;
  #wanted: WantedSession | undefined;
  #outgoing = new Outgoing();
  #settings: EngineSettings | undefined;
  #opened: ((outcome: Outcome) => void) | undefined;
  readonly #outbox = new Outbox();
  readonly #notices = new NoticeQueue((notices) => this.#host?.notify(notices));
  #gateTimer: ReturnType<typeof setTimeout> | undefined;
  #alive = false;
  #rawEvents = false;
  /** Frames that could not be read. */
  #unreadable = 0;
  /** Why the conversation is over once what came is heard. */
  #problem: Problem | undefined;
  readonly #audio: ConversationAudio = new ConversationAudio({
    transport: () => this.#lines.transport,
    caughtUp: () => this.#lines.settle(),
    ducks: () => this.#settings!.ducking && this.#turn.playing !== undefined,
    step: (event) => this.#step(event),
  });
  readonly #later: LaterLoader;
  readonly #hooks: LinesHooks = {
    turn: () => this.#turn,
    take: (step) => this.#take(step),
    receive: (event) => this.#receive(event),
    read: (text, hear) => {
      const flaw = readFrame(text, hear);
      // Only the first one is reported: a broken service could send hundreds a second.
      if (!flaw || this.#unreadable++) return;
      this.#notify({ kind: 'problem', problem: unreadable(flaw), ended: false });
    },
    uplink: () => this.#audio.uplink,
    endPlayback: () => this.#audio.downlink.endAll(),
    tell: (notice) => this.#notify(notice),
    // The first line may use the credential that was fetched in advance; each later one gets its own.
    connect: (events, signal, more) => {
      const early = this.#turn.ready ? undefined : this.#earlyCredential;
      return connect({ ...this.#settings!.connection, ...more }, this.#host!, events, signal, this.#later, early);
    },
    use: (lines) => (this.#lines = lines),
    sessionFor: ({ credential, clientRequestId }) => {
      const session = this.#wanted!.pin(credential.session);
      this.#outgoing.add(credential, session, clientRequestId);
      const { greeting, ready } = this.#turn;
      // A voice agent greets by its own definition.
      const own = credential.dialect === 'voice-agent' ? undefined : greeting;
      if (!ready) this.#turn = { ...this.#turn, greeting: own, modalities: this.#wanted!.callModalities };
      return session;
    },
    changed: (session) => this.#wanted!.change(this.#outgoing.learn(session)),
    tellStatus: () => this.#tellStatus(),
    over: (problem) => {
      this.#problem = problem && foretold(problem, this.#turn.omen, this.#unreadable);
      if (this.#problem && !this.#turn.ready) this.#fail(this.#problem);
      else this.#tellStatus();
    },
  };
  #lines: ConversationLines;

  constructor(load: LoadLater) {
    this.#later = new LaterLoader(load, (notice) => this.#notify(notice));
    this.#lines = this.#later.lines(this.#hooks);
  }

  meet(host: EngineHost, lifeLock: string | undefined, later: string | undefined): Promise<string> {
    this.#host = host;
    this.#later.address = later;
    return holdLifeLock(lifeLock).then(() => BUILD);
  }

  prepare(settings: ConnectionSettings): void {
    this.#earlyCredential = askEarly(settings, this.#host!, this.#later.refusalOf);
  }

  /** Resolves after the page has handled the notices before: results and notices travel on two ports, without a common order. */
  async open(settings: EngineSettings): Promise<Outcome> {
    const outcome = await this.#open(settings);
    await this.#notices.told();
    return outcome;
  }

  #open(settings: EngineSettings): Promise<Outcome> {
    this.#end();
    this.#alive = true;
    this.#rawEvents = settings.rawEvents;
    this.#unreadable = 0;
    this.#outgoing = new Outgoing();
    this.#settings = settings;
    const wanted = (this.#wanted = new WantedSession(settings));
    const greeting = settings.earlier ? undefined : settings.greeting;
    this.#turn = { ...newTurn(settings.mode, greeting, Date.now()), modalities: wanted.callModalities };
    this.#setStatus('connecting');
    return new Promise((resolve) => {
      this.#opened = resolve;
      this.#lines = this.#later.lines(this.#hooks);
      this.#lines.start(isAgentMode(settings.connection), settings.earlier);
    });
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

  async setMode(mode: Mode): Promise<unknown> {
    this.#step({ type: 'visitor.mode', mode });
    return this.#notices.told();
  }

  sendText(text: string): void {
    this.#step({ type: 'visitor.text', text });
  }

  setHeld(on: boolean): void {
    this.#lines.hold(on);
    this.#step({ type: 'visitor.hold', on });
  }

  interrupt(): void {
    this.#step({ type: 'visitor.interrupt' });
  }

  sendToolOutput(id: string, output: string): void {
    this.#step({ type: 'tool.output', callId: callId(id), output });
  }

  sendEvent(event: ClientEvent | Readonly<Record<string, unknown>>): void {
    const sent = event as ClientEvent;
    const step = (): void => this.#step({ type: 'page.event', event: sent });
    this.#later.forEvent(sent, step, (notice) => this.#notify(notice));
  }

  changeSession(wanted: RequestSession): void {
    const event = this.#wanted?.change(wanted);
    if (event) this.sendEvent(event);
  }

  setRawEvents(on: boolean): void {
    this.#rawEvents = on;
  }

  wake(online?: boolean): void {
    this.#lines.wake(online);
  }

  close(): void {
    if (!this.#alive) return;
    this.#end();
    this.#setStatus('ended');
  }

  #receive(event: FramedEvent): void {
    if (this.#rawEvents && event.vla_raw !== null) this.#notify(asCame(event));
    if (!isLocalEvent(event)) this.#step(event);
  }

  #step(event: TurnEvent): void {
    if (event.type === 'session.updated') this.#audio.follow(event.session);
    const measured = this.#audio.measure(event, this.#later.part?.LatencyMeter);
    this.#take(stepTurn(this.#turn, event, this.#later.part?.rules));
    for (const each of measured) this.#notify({ kind: 'metrics', metrics: { ...each, ...this.#audio.takeFigures() } });
    this.#tellStatus();
  }

  #take({ turn, effects }: Step): void {
    this.#turn = turn;
    for (const effect of effects) this.#run(effect);
  }

  /** Reads the turn as it is now, because an effect may have made another step. */
  #tellStatus(): void {
    const status = this.#lines.isReconnecting ? 'reconnecting' : statusOf(this.#turn);
    if (!this.#alive || !this.#turn.ready) return;
    if (!this.#lines.transport && status !== 'reconnecting' && !this.#audio.downlink.endAll())
      return this.#problem ? this.#fail(this.#problem) : this.close();
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
        // Only rules of the later part have cues.
        this.#audio.cues ??= new this.#later.part!.Cues(({ notice }) => this.#notify(notice));
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
    if (this.#turn.ready && this.#opened === undefined) this.#lines.send(event);
    else if (this.#outbox.add(event)) this.#notify({ kind: 'warning', text: DROPPED });
  }

  /** The session is set up. The captured audio is sent first, then the events that waited. */
  #ready(): void {
    this.#audio.begin();
    this.#opened?.({ ok: true });
    this.#opened = undefined;
    for (const event of this.#outbox.takeAll()) this.#lines.send(event);
  }

  #fail(seen: Problem): void {
    const problem = this.#outgoing.problem(seen);
    const opened = this.#opened;
    this.#opened = undefined;
    this.#end();
    this.#notify({ kind: 'problem', problem, ended: true });
    this.#setStatus('error');
    opened?.({ ok: false, problem }); // last, since `open` waits for the notices before it
  }

  /** Frees everything that belongs to this conversation. No notice about it follows. */
  #end(): void {
    this.#alive = false;
    this.#lines.stop();
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
