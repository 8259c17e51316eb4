/**
 * Owns the session: opens and ends it, and keeps its status, messages and problem. It is the only place that joins the
 * engine and the call. It knows neither features nor events; its agent passes on what it reports.
 */
import type { ReactiveController } from 'lit';
import type { CallAudio } from './call-audio.js';
import { Call, type CallSession, type Conversation } from './call.js';
import { EngineProvider, type Supply } from './engine-provider.js';
import type * as Crossing from './cannot-cross.js';
import { afterNotice, closed, unsent } from './messages.js';
import { CANCELLED, DIED, ending, failed, STOPPED } from './outcomes.js';
import type { SessionHost } from './session-host.js';
import type { ConversationHandle, EndReason } from '../contract/conversation.js';
import type { EngineClient } from '../../worker/client/engine-client.js';
import type { Message, Mode, Notice, SessionStatus } from '../../worker/contract/conversation.js';
import type { ConnectionSettings, EngineApi, EngineSettings, Outcome } from '../../worker/contract/engine-api.js';
import { isProblem, type Problem } from '../../worker/contract/faults.js';
import type { ResponseSession } from '../../worker/protocol/objects/index.js';

const loadCrossing = (): Promise<typeof Crossing> => import('./cannot-cross.js');

export class VoiceSessionController implements ReactiveController, ConversationHandle, CallSession {
  status: SessionStatus = 'idle';
  messages: readonly Message[] = [];
  problem: Problem | undefined;
  /** The session as the service reported it last. */
  session: ResponseSession | undefined;
  endReason: EndReason | undefined;
  readonly agent: SessionHost;
  readonly call = new Call(this);
  readonly #engines: EngineProvider;
  #conversation: Conversation | undefined;
  /** The status of the engine. It differs from `status` while the visitor is asked for the microphone. */
  #engineStatus: SessionStatus = 'idle';
  /** Set while the server wants no requests (its `retryAt`). No conversation can begin until then. */
  resting: Problem | undefined;
  /** Typed texts that may not have reached a session. They are sent again with the next one. */
  #unsent: readonly string[] = [];
  /** The number of messages when the conversation opened. */
  #messagesBefore = 0;
  /** Aborted when the element leaves its document. */
  #connected: AbortController | undefined;

  constructor(agent: SessionHost) {
    (this.agent = agent).host.addController(this);
    this.#engines = new EngineProvider(
      agent,
      (notice) => this.#hear(notice),
      () => this.fail(DIED),
    );
  }

  /** True when there is a conversation, or one is being opened. */
  get active(): boolean {
    return this.#conversation !== undefined;
  }

  get inCall(): boolean {
    return this.audio !== undefined;
  }

  get audio(): CallAudio | undefined {
    return this.call.audio;
  }

  hostConnected(): void {
    const { signal } = (this.#connected = new AbortController());
    addEventListener('pagehide', this.#leave, { signal });
  }

  hostDisconnected(): void {
    this.#connected?.abort();
    this.#leave();
  }

  /** Ends everything at once when the page or the element goes away. There is no time to close the session first. */
  readonly #leave = (): void => {
    this.agent.onLeave();
    this.#engines.drop();
    if (this.#conversation) this.#end('ended', STOPPED, 'page');
  };

  /** Starts an engine ahead of time. Called when the visitor turns to the widget. */
  prepare(): void {
    if (!this.#conversation && !this.resting) this.#engines.prepare();
  }

  /** Begins a call, unless the element was removed from the page while its code was loading. */
  async startCall(): Promise<Outcome> {
    return this.agent.host.isConnected ? this.call.start() : STOPPED;
  }

  async endOf({ opened }: Conversation): Promise<Outcome> {
    const outcome = await opened;
    return outcome.ok ? STOPPED : outcome;
  }

  /** Sends a typed message; opens a written chat when there is no conversation yet. */
  async sendText(text: string): Promise<Outcome> {
    const conversation = this.open('text');
    this.#unsent = [...this.#unsent, text];
    const client = await conversation.engine;
    if (isProblem(client) || conversation.lifetime.signal.aborted) return this.endOf(conversation);
    void client.engine.sendText(text);
    const outcome = await conversation.opened;
    if (outcome.ok) this.#unsent = [];
    return outcome;
  }

  /** Resolves when the conversation is set up. Opens a written one when there is none. */
  ready(): Promise<Outcome> {
    return this.open('text').opened;
  }

  /** Removes the problem, because the visitor has read it or it no longer holds. */
  dismissProblem(): void {
    this.problem = undefined;
    this.agent.requestUpdate();
  }

  restore(messages: readonly Message[]): void {
    this.messages = messages;
    this.#unsent = [];
    if (!this.#conversation) this.#setStatus('idle');
    this.agent.requestUpdate();
  }

  async stop(reason: EndReason): Promise<void> {
    const conversation = this.#conversation;
    if (!conversation) return;
    const client = await Promise.race([conversation.engine, Promise.resolve(undefined)]);
    const farewell = client && !isProblem(client) ? client.call(client.engine.close()) : undefined;
    this.#end('ended', STOPPED, reason, farewell);
    await farewell;
  }

  tell<Name extends keyof EngineApi>(name: Name, ...values: Parameters<EngineApi[Name]>): void {
    this.command((client) => this.#send(client, name, ...values));
  }

  #send({ engine }: EngineClient, name: keyof EngineApi, ...values: readonly unknown[]): void {
    const send = engine[name] as (...values: unknown[]) => Promise<unknown>;
    // The page gave something that cannot be sent to another thread. The conversation goes on without it.
    send(...values).catch(() => void loadCrossing().then(({ tellCrossing }) => tellCrossing(this, name, values[0])));
  }

  command(run: (client: EngineClient) => unknown): void {
    void this.#conversation?.engine.then((client) => isProblem(client) || run(client));
  }

  /** Returns the current conversation, or opens a new one. */
  open(mode: Mode): Conversation {
    if (this.#conversation) return this.#conversation;
    this.dismissProblem();
    this.#engineStatus = 'connecting';
    if (!this.call.asking) this.#setStatus('connecting');
    const again = this.#unsent;
    if (again.length > 0) this.messages = this.messages.slice(0, this.#messagesBefore);
    this.#messagesBefore = this.messages.length;
    const settings = this.resting ?? this.agent.engineSettings(mode);
    const earlier = isProblem(settings) ? undefined : this.#earlier(settings.connection);
    const { lifetime, engine }: Supply = isProblem(settings)
      ? { lifetime: new AbortController(), engine: Promise.resolve(settings) }
      : this.#engines.take();
    const opening = engine.then(async (client): Promise<Outcome> => {
      if (lifetime.signal.aborted) return STOPPED;
      if (isProblem(client)) return this.fail(client);
      const wanted = this.agent.engineSettings(mode);
      if (isProblem(wanted)) return this.fail(wanted);
      const session = this.agent.beforeStart(wanted);
      if (lifetime.signal.aborted) return STOPPED;
      if (!session) {
        // The page prevented `vla-before-start`. That is its choice and no fault, so the state goes back to idle.
        this.#end('idle', CANCELLED, 'page');
        return CANCELLED;
      }
      const sent = { ...wanted, session, earlier };
      const answer = client.call<Outcome>(client.engine.open(sent));
      for (const event of this.agent.early.get()) this.#send(client, 'sendEvent', event);
      for (const text of again) this.#send(client, 'sendText', text);
      const outcome = (await answer) ?? (await this.#notTaken(sent, lifetime.signal));
      if (lifetime.signal.aborted) return outcome;
      if (outcome.ok) {
        this.#unsent = [];
        this.agent.early.clear();
      } else this.#end(this.#engineStatus, outcome, 'lost');
      return outcome;
    });
    // A worker that was ended never answers, so the end of the conversation also settles this.
    const opened = Promise.race([opening, ending(lifetime.signal)]);
    return (this.#conversation = { lifetime, engine, opened });
  }

  /** The engine did not get the settings: its worker died, or there is something in them that only this thread can have. */
  async #notTaken(settings: EngineSettings, signal: AbortSignal): Promise<Outcome> {
    const problem = await loadCrossing().then(
      ({ crossingProblem }) => crossingProblem(settings),
      () => undefined,
    );
    return signal.aborted ? STOPPED : this.fail(problem ?? DIED);
  }

  /** What the visitor still sees of earlier conversations. The agent still knows it, too, unless it is a voice agent. */
  #earlier({ agentName, conversationId }: ConnectionSettings): EngineSettings['earlier'] {
    const seen = this.messages.filter(({ text }) => text).map(({ role, text }) => ({ role, text }));
    if (!seen[0]) return undefined;
    // The service keeps the conversation of such an agent itself. A page takes the id away to begin anew.
    const { agent, conversation_id: kept } = this.session ?? {};
    if (agentName && !kept && (conversationId ?? agent?.thread_id)) return conversationId ? [] : undefined;
    return seen;
  }

  #hear(notice: Notice): void {
    this.messages = afterNotice(this.messages, notice);
    switch (notice.kind) {
      case 'status':
        this.#engineStatus = notice.status;
        // The service closed the session. After an end by this side, no notice of the engine gets here.
        if (notice.status === 'ended') return this.#end('ended', STOPPED, 'agent');
        if (notice.status === 'speaking') this.call.tellLatency();
        if (!this.call.asking) this.#setStatus(notice.status);
        return;
      case 'session':
        this.session = notice.session;
        break;
      case 'problem':
        this.problem = notice.problem;
        if (notice.problem.retryAt && notice.ended) this.#rest(notice.problem);
        if (notice.ended) this.#end('error', failed(notice.problem), 'lost');
        break;
    }
    this.agent.onNotice(notice);
    this.agent.requestUpdate();
  }

  #rest(problem: Problem): void {
    this.resting = problem;
    setTimeout(() => {
      this.resting = undefined;
      this.agent.requestUpdate();
    }, problem.retryAt! - Date.now());
  }

  /** Ends the conversation because of a problem on this side. */
  fail(problem: Problem): Outcome {
    this.problem = problem;
    const outcome = failed(problem);
    this.#end('error', outcome, 'lost');
    this.agent.onNotice({ kind: 'problem', problem, ended: true });
    return outcome;
  }

  note(problem: Problem): void {
    this.problem = problem;
    this.agent.onNotice({ kind: 'problem', problem, ended: false });
    this.agent.requestUpdate();
  }

  /** Ends the conversation and releases its audio and its worker. The worker lives until `farewell` settles. */
  #end(status: SessionStatus, outcome: Outcome, reason: EndReason, farewell?: Promise<unknown>): void {
    const conversation = this.#conversation;
    this.#conversation = undefined;
    this.endReason = reason;
    const left = [...closed(this.messages), ...unsent(this.#unsent, this.messages.slice(this.#messagesBefore))];
    for (const change of left) this.#hear({ kind: 'transcript', change });
    this.call.end();
    conversation?.lifetime.abort(outcome);
    void conversation?.engine.then(async (client) => {
      await farewell;
      if (!isProblem(client)) client.end();
    });
    this.#setStatus(status);
  }

  showStatus(status: SessionStatus = this.#engineStatus): void {
    this.#setStatus(status);
  }

  #setStatus(status: SessionStatus): void {
    const previous = this.status;
    if (status === previous) return;
    this.status = status;
    this.agent.onStatus(status, previous);
    this.agent.requestUpdate();
  }
}
