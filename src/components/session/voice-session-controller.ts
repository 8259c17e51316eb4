/** Owns one session: the only place that joins the engine and the sound. */
import type { ReactiveController } from 'lit';
import type { EngineClient } from '../../worker/client/engine-client.js';
import type { Message, Mode, Notice, SessionStatus } from '../../worker/contract/conversation.js';
import type { EngineApi, EngineSettings, Outcome } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';
import type { ResponseSession } from '../../worker/protocol/objects/index.js';
import { CallSound, soundProblem, toWorker } from './call-audio.js';
import { EngineSupply, type Supply } from './engine-provider.js';
import { afterNotice } from './messages.js';
import { DIED, ending, failed, STOPPED } from './outcomes.js';
import type { SessionHost } from './session-host.js';
import { SoundCare } from '../features/devices/devices.js';

const SILENCE = { user: 0, agent: 0 };

/** Everything of one conversation, so that what belongs to an older one is known by its signal. */
interface Conversation extends Supply {
  readonly opened: Promise<Outcome>;
}

export class VoiceSessionController implements ReactiveController {
  status: SessionStatus = 'idle';
  messages: readonly Message[] = [];
  problem: Problem | undefined;
  /** In force, as the service told it last. */
  session: ResponseSession | undefined;
  readonly host: SessionHost;
  /** Of devices, and of a sound that was taken away. */
  readonly care = new SoundCare(this);
  readonly #engines: EngineSupply;
  #conversation: Conversation | undefined;
  sound: CallSound | undefined;
  #call: Promise<Outcome> | undefined;
  /**
   * What the engine says, also while the visitor is asked for the microphone and that is the status. `ended`: the service
   * closed the line; when this side does, nothing of the engine is heard any more.
   */
  engineStatus: SessionStatus = 'idle';
  #asking = false;
  /** A server wants to be left alone until then: nothing can begin. */
  resting: Problem | undefined;
  #levelsOn = false;
  /** Typed and not yet known to have reached a session: sent again with the next one. */
  #unsent: readonly string[] = [];
  #messagesBefore = 0;

  constructor(host: SessionHost) {
    (this.host = host).addController(this);
    this.#engines = new EngineSupply(
      host,
      (notice) => this.#hear(notice),
      () => this.fail(DIED),
    );
  }

  /** There is a conversation, or one is on its way. */
  get active(): boolean {
    return this.#conversation !== undefined;
  }

  get inCall(): boolean {
    return this.sound !== undefined;
  }

  get levels(): { readonly user: number; readonly agent: number } {
    return this.sound?.levels ?? SILENCE;
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#leave);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#leave);
    this.#leave();
  }

  /** The page goes away: nothing may be left running, and there is no time to be polite. */
  readonly #leave = (): void => {
    this.#engines.drop();
    if (this.#conversation) this.#end('ended', STOPPED);
  };

  /** The visitor turns to the widget. */
  prepare(): void {
    if (!this.#conversation && !this.resting) this.#engines.prepare();
  }

  /** Begins a call, or adds the voice to a written chat. A second start while one is under way is the same one. */
  async startCall(): Promise<Outcome> {
    if (!this.host.element.isConnected) return STOPPED; // taken from the page while code was loaded for it
    return (this.#call ??= this.#startCall().catch((error: unknown) => this.fail(soundProblem(error))));
  }

  async #startCall(): Promise<Outcome> {
    const sound = (this.sound = new CallSound(this.host));
    sound.setLevels(this.#levelsOn);
    sound.onTrouble = (trouble) => this.care.mend(sound, trouble);
    this.dismissProblem();
    this.#asking = true;
    this.#setStatus('requesting-mic');
    const chatting = this.#conversation !== undefined;
    // The visitor decides, the token is fetched and the socket opens at the same time.
    const conversation = this.#open('voice');
    const { signal } = sound; // ends with the conversation, and before it when the visitor goes on in writing
    const microphone = await sound.openMicrophone().catch(soundProblem);
    if (signal.aborted) return this.#endOf(conversation);
    this.#asking = false;
    if ('code' in microphone) return chatting ? this.#hadNoVoice(microphone) : this.fail(microphone);
    this.#setStatus(this.engineStatus);
    const client = await conversation.engine;
    if ('code' in client || signal.aborted) return this.#endOf(conversation);
    if (chatting) void client.engine.setMode('voice');
    void client.engine.attachMicrophone(toWorker(microphone));

    const speaker = await sound.openSpeaker().catch(soundProblem);
    if (signal.aborted) return this.#endOf(conversation);
    if ('code' in speaker) return chatting ? this.#hadNoVoice(speaker) : this.fail(speaker);
    void client.engine.attachSpeaker(toWorker(speaker), speaker.latencyMs);
    this.care.adjust();
    if ((await sound.held.outcome) === 'blocked') sound.onTrouble('context');
    return conversation.opened;
  }

  /** There is no voice, but there is a chat. */
  #hadNoVoice(problem: Problem): Outcome {
    this.tell('setMode', 'text');
    this.#leaveCall();
    this.note(problem);
    return failed(problem);
  }

  /** From the call to writing, in the same conversation. */
  goOnWriting(): void {
    this.command(({ engine }) => {
      void engine.interrupt();
      void engine.detachMicrophone();
      void engine.detachSpeaker();
      void engine.setMode('text');
    });
    this.#leaveCall();
  }

  #leaveCall(): void {
    this.sound?.end();
    this.sound = this.#call = undefined;
    this.#asking = false;
    this.#setStatus(this.engineStatus);
  }

  /** How a conversation ended before its call was complete. */
  async #endOf({ opened }: Conversation): Promise<Outcome> {
    const outcome = await opened;
    return outcome.ok ? STOPPED : outcome;
  }

  /** Sends a typed message; opens a written chat when there is no conversation yet. */
  async sendText(text: string): Promise<Outcome> {
    const conversation = this.#open('text');
    this.#unsent = [...this.#unsent, text];
    const client = await conversation.engine;
    if ('code' in client || conversation.lifetime.signal.aborted) return this.#endOf(conversation);
    void client.engine.sendText(text);
    const outcome = await conversation.opened;
    if (outcome.ok) this.#unsent = [];
    return outcome;
  }

  /** The conversation there is, or a new one in writing: settles when it is set up. */
  ready(): Promise<Outcome> {
    return this.#open('text').opened;
  }

  setMuted(muted: boolean): void {
    this.sound?.setMuted(muted);
  }

  /** Levels are measured only while somebody looks. */
  setLevels(on: boolean): void {
    this.#levelsOn = on;
    this.sound?.setLevels(on);
  }

  /** The visitor has read it, or it is over. */
  dismissProblem(): void {
    this.problem = undefined;
    this.host.requestUpdate();
  }

  /** Ends the conversation. What was said stays. */
  async stop(): Promise<void> {
    const conversation = this.#conversation;
    if (!conversation) return;
    const client = await Promise.race([conversation.engine, Promise.resolve(undefined)]);
    const farewell = client && !('code' in client) ? client.call(client.engine.close()) : undefined;
    this.#end('ended', STOPPED, farewell);
    await farewell;
  }

  /** Asks something of the engine that takes plain values, where there is an engine. */
  tell<Name extends keyof EngineApi>(name: Name, ...values: Parameters<EngineApi[Name]>): void {
    this.command(({ engine }) => (engine[name] as (...values: unknown[]) => unknown)(...values));
  }

  command(run: (client: EngineClient) => unknown): void {
    void this.#conversation?.engine.then((client) => 'code' in client || run(client));
  }

  /** The conversation there is, or a new one. */
  #open(mode: Mode): Conversation {
    if (this.#conversation) return this.#conversation;
    this.dismissProblem();
    this.engineStatus = 'connecting';
    if (!this.#asking) this.#setStatus('connecting');
    const again = this.#unsent;
    if (again.length > 0) this.messages = this.messages.slice(0, this.#messagesBefore);
    this.#messagesBefore = this.messages.length;
    const settings = this.resting ?? this.host.engineSettings(mode);
    const { lifetime, engine }: Supply =
      'code' in settings
        ? { lifetime: new AbortController(), engine: Promise.resolve(settings) }
        : this.#engines.take();
    const opening = engine.then(async (client): Promise<Outcome> => {
      if (lifetime.signal.aborted) return STOPPED;
      if ('code' in client) return this.fail(client);
      const answer = client.call<Outcome>(client.engine.open(settings as EngineSettings));
      for (const event of this.host.early) void client.engine.sendEvent(event);
      for (const text of again) void client.engine.sendText(text);
      const outcome = (await answer) ?? failed(DIED);
      if (lifetime.signal.aborted) return outcome;
      if (outcome.ok) this.#unsent = this.host.early = [];
      else this.#end(this.engineStatus, outcome);
      return outcome;
    });
    // A worker that was ended never answers: the conversation's end answers for it.
    const opened = Promise.race([opening, ending(lifetime.signal)]);
    return (this.#conversation = { lifetime, engine, opened });
  }

  #hear(notice: Notice): void {
    this.messages = afterNotice(this.messages, notice);
    switch (notice.kind) {
      case 'status':
        this.engineStatus = notice.status;
        if (notice.status === 'ended') return this.#end('ended', STOPPED);
        if (notice.status === 'speaking') this.care.tellLatency();
        if (!this.#asking) this.#setStatus(notice.status);
        return;
      case 'session':
        this.session = notice.session;
        break;
      case 'problem':
        this.problem = notice.problem;
        if (notice.problem.retryAt) this.#rest(notice.problem);
        if (notice.ended) this.#end('error', failed(notice.problem));
        break;
    }
    this.host.onNotice(notice);
    this.host.requestUpdate();
  }

  #rest(problem: Problem): void {
    this.resting = problem;
    setTimeout(() => {
      this.resting = undefined;
      this.host.requestUpdate();
    }, problem.retryAt! - Date.now());
  }

  /** Something on this side ended the conversation. */
  fail(problem: Problem): Outcome {
    this.problem = problem;
    const outcome = failed(problem);
    this.#end('error', outcome);
    this.host.onNotice({ kind: 'problem', problem, ended: true });
    return outcome;
  }

  /** Something is wrong, and the conversation goes on. */
  note(problem: Problem): void {
    this.problem = problem;
    this.host.onNotice({ kind: 'problem', problem, ended: false });
    this.host.requestUpdate();
  }

  /** Lets go of everything: tracks, context, worker. `farewell` is what the worker may still finish. */
  #end(status: SessionStatus, outcome: Outcome, farewell?: Promise<unknown>): void {
    const conversation = this.#conversation;
    this.#conversation = this.#call = undefined;
    this.#asking = false;
    this.sound?.end();
    this.sound = undefined;
    conversation?.lifetime.abort(outcome);
    void conversation?.engine.then(async (client) => {
      await farewell;
      if (!('code' in client)) client.end();
    });
    this.#setStatus(status);
  }

  #setStatus(status: SessionStatus): void {
    const previous = this.status;
    if (status === previous) return;
    this.status = status;
    this.host.onStatus(status, previous);
    this.host.requestUpdate();
  }
}
