/** What a page sets, reads and calls: the element without its looks. What a conversation needs is loaded when wanted. */
import type { FEATURES } from './features.js';
import type { LoadedAgent } from './conversation.js';
import type { AgentHost, ImageOptions } from '../contract/agent.js';
import type { FeatureOf } from '../contract/feature.js';
import { AttributeElement } from './attribute-element.js';
import { warnOnce } from '../base/warn-once.js';
import type { DeviceList } from '../../audio/io/device-list.js';
import type { Tool, ToolArguments, ToolDefinition, ToolHandler } from '../contract/tools.js';
import type { AllLabels } from './all-labels.js';
import type { Words } from '../i18n/locale.js';
import { Language } from '../i18n/language.js';
import type { Check } from '../contract/checks.js';
import type { LauncherView } from '../contract/view.js';
import type { Message, Metrics, SessionStatus } from '../../worker/contract/conversation.js';
import type { Credential } from '../../worker/contract/engine-api.js';
import type { Fault } from '../../worker/contract/faults.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** Events that wait for a conversation; beyond this many the oldest are dropped. */
const MOST_EARLY = 20;

export abstract class AgentElement extends AttributeElement implements AgentHost {
  static override properties = {
    session: { attribute: false },
    tools: { attribute: false },
    labels: { attribute: false },
    tokenProvider: { attribute: false },
    _loaded: { state: true },
  };

  /** Partial wire session, merged over what the attributes say. */
  declare session: RequestSession | undefined;
  /** What the agent may call; those with a `handler` are run by it, the others answered by `vla-tool-call`. */
  declare tools: readonly Tool[] | undefined;
  /** Sentences that replace ours, by key. */
  declare labels: Partial<AllLabels> | undefined;
  /** Replaces `token-url`: gives the credential for each new connection. */
  declare tokenProvider: ((signal: AbortSignal) => Promise<Credential>) | undefined;
  /** @internal Loaded on intent; its arrival repaints. */
  declare _loaded: LoadedAgent | undefined;

  /** Not there in every browser, nor in every DOM that tests run in. */
  readonly #internals = (this as Partial<HTMLElement>).attachInternals?.();
  /** @internal */
  readonly _language = new Language(this);
  readonly #registered = new Map<string, Tool>();
  #loading: Promise<LoadedAgent> | undefined;
  /** What the page said before there was a conversation. */
  #early: readonly ClientEvent[] = [];
  #state: SessionStatus = 'idle';

  constructor() {
    super();
    this.tools = [];
    this.labels = {};
  }

  // ---- state ----

  /** What goes on; also the attribute `state` and `:state()`. */
  get state(): SessionStatus {
    return this.#state;
  }

  /** The conversation so far, in its order. */
  get messages(): readonly Message[] {
    return this._loaded?.runtime.conversation.messages ?? [];
  }

  /** Id of the session in force, or of the last one, as the service told it. */
  get sessionId(): string | undefined {
    return this._loaded?.runtime.conversation.session?.id;
  }

  /** The latest `vla-metrics`. */
  get metrics(): Metrics | undefined {
    return this._loaded?.runtime.metrics;
  }

  /** What is wrong now. */
  get fault(): Fault | undefined {
    return this._loaded?.runtime.fault;
  }

  /** @internal Nothing can start: the page gave no way to a credential. */
  get unusable(): boolean {
    return !this.tokenUrl && !this.tokenProvider;
  }

  // ---- methods ----

  /** Begins a call; resolves when listening, rejects with a `Fault`. Call it inside a gesture of the visitor. */
  async start(): Promise<void> {
    await (await this._load()).runtime.start();
  }

  /** Ends the conversation. What was said stays on screen. */
  async stop(): Promise<void> {
    await this._loaded?.runtime.conversation.stop('page');
  }

  /** Opens the panel; a face that was dismissed comes back. */
  show(): void {
    this.open = true;
  }

  /** Closes the panel. A call goes on. */
  hide(): void {
    this.open = false;
  }

  /** Opens the panel, or closes it. */
  toggle(): void {
    this.open = !this.open;
  }

  /** Sends a typed message, in the call or, without one, in a written chat. Rejects with a `Fault`. */
  async sendText(text: string): Promise<void> {
    if (text.trim() !== '') await (await this._load()).runtime.sendText(text.trim());
  }

  /** Silence now: the answer is cancelled and truncated to what was heard. */
  interrupt(): void {
    this._loaded?.runtime.conversation.tell('interrupt');
  }

  /**
   * Shows the agent a picture (PNG, JPEG, GIF, WebP), in the call or in a written chat, and asks for an answer. A large
   * one is made smaller. Rejects with a `Fault`, or with a `TypeError` for what is no picture.
   */
  async sendImage(image: Blob, options?: ImageOptions): Promise<void> {
    await (await this.#feature('images')).send(image, options);
  }

  /** Lets the agent say this, as it is written. Rejects with a `Fault`. */
  async say(text: string): Promise<void> {
    await (await this.#feature('say')).say(text);
  }

  /** Tells the agent what it should know, without an answer. Said before a conversation, it is told when one begins. */
  updateContext(context: string | object): void {
    const text = typeof context === 'string' ? context : JSON.stringify(context);
    const item = { type: 'message', role: 'system', content: [{ type: 'input_text', text }] } as const;
    const event = { type: 'conversation.item.create', item } as const;
    if (this._loaded?.runtime.conversation.active) this.sendEvent(event);
    else this.#early = [...this.#early, event].slice(-MOST_EARLY);
  }

  /** Push to talk: the visitor is heard from now on. Begins a call where there is none. Rejects with a `Fault`. */
  async startTurn(): Promise<void> {
    await (await this.#feature('pushToTalk')).startTurn();
  }

  /** Push to talk: what was said is sent, and answered. False when that was too short, and was dropped. */
  async endTurn(): Promise<boolean> {
    return (await this.#feature('pushToTalk')).endTurn();
  }

  /** Push to talk: what was said is dropped. */
  async cancelTurn(): Promise<void> {
    await (await this.#feature('pushToTalk')).cancelTurn();
  }

  /** Answers a `vla-approval`: the MCP tool runs once, or not. */
  approve(requestId: string, yes: boolean): void {
    if (this._loaded)
      void this.#feature('serviceActivity').then((activity) => activity.approve(requestId, yes), ignore);
  }

  async #feature<Name extends keyof typeof FEATURES>(name: Name): Promise<FeatureOf<(typeof FEATURES)[Name]>> {
    return (await this._load()).runtime.features.get(name);
  }

  /** Lets the agent call a function of the page. Returns the way to take it back. */
  registerTool<Args extends object = ToolArguments>(
    definition: ToolDefinition & Pick<Tool, 'source'>,
    handler: ToolHandler<Args>,
  ): () => void {
    const tool = { ...definition, handler } as unknown as Tool;
    this.#registered.set(definition.name, tool);
    this._loaded?.runtime.announceTools();
    return () => {
      if (this.#registered.get(definition.name) !== tool) return;
      this.#registered.delete(definition.name);
      this._loaded?.runtime.announceTools();
    };
  }

  /** Changes the session in force. Before there is one, set `session`. */
  updateSession(session: RequestSession): void {
    this.sendEvent({ type: 'session.update', session });
  }

  /** Sends any client event of the protocol. An answer it asks for waits for the one under way. */
  sendEvent(event: ClientEvent): void {
    this._loaded?.runtime.conversation.tell('sendEvent', event);
  }

  /** The microphones and speakers there are; without ids and labels until the visitor has allowed the microphone once. */
  async devices(): Promise<DeviceList> {
    return (await this.#feature('devices')).list();
  }

  /** The microphone of this call and of later ones; '' is the default. Rejects with a `Fault`, and keeps the old one. */
  setInputDevice(deviceId: string): Promise<void> {
    return this.#useDevice('input', deviceId);
  }

  /** The speaker of this call and of later ones; '' is the default. Rejects with a `Fault`, and keeps the old one. */
  setOutputDevice(deviceId: string): Promise<void> {
    return this.#useDevice('output', deviceId);
  }

  /** What a call needs, whether it is there, and what to do where it is not. Opens no microphone, but a short session. */
  async diagnose(): Promise<readonly Check[]> {
    return (await this.#feature('diagnostics')).diagnose();
  }

  async #useDevice(kind: 'input' | 'output', deviceId: string): Promise<void> {
    if (this._loaded) await (await this.#feature('devices')).use(kind, deviceId);
    this[`${kind}Device`] = deviceId;
  }

  /** @internal What replaces the English: the language's words, and over them the page's own. */
  get _words(): Words {
    return { ...this._language.spoken?.words, ...this.labels };
  }

  protected abstract launcherView(): LauncherView;
  protected abstract intend(): void;

  /** @internal Loads what a conversation needs, once. */
  _load(): Promise<LoadedAgent> {
    this.#loading ??= import('./conversation.js').then(
      ({ LoadedAgent }) =>
        (this._loaded = new LoadedAgent({
          element: this,
          tools: () => [...(this.tools ?? []), ...this.#registered.values()],
          words: () => this._words,
          lang: () => this._language.spoken?.lang,
          setState: (state) => this._setState(state),
          early: {
            get: () => this.#early,
            clear: () => (this.#early = []),
          },
          launcherView: () => this.launcherView(),
          intend: () => this.intend(),
        })),
      (error: unknown) => {
        this.#loading = undefined;
        warnOnce('the rest of the widget could not be loaded; is every file of dist/ on the server?');
        throw error;
      },
    );
    return this.#loading;
  }

  protected _setState(state: SessionStatus): void {
    const before = this.#state;
    this.setAttribute('state', (this.#state = state));
    try {
      this.#internals!.states.delete(before);
      this.#internals!.states.add(state);
    } catch {
      // A browser without states of this form has the attribute.
    }
  }
}

/** It could not be loaded, and then nothing waits for the word. */
const ignore = (): void => undefined;
