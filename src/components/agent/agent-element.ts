/**
 * The public properties and methods of `<voice-live-agent>`. This class knows nothing of what the element shows.
 * Whatever a conversation needs is loaded on demand, by `_load()`.
 */
import type { FEATURES } from './features.js';
import type { LoadedAgent } from './conversation.js';
import type { AgentHost, AskOptions, ImageOptions } from '../contract/agent.js';
import type { FeatureOf } from '../contract/feature.js';
import { notLoaded } from './not-loaded.js';
import { AttributeElement } from './attribute-element.js';
import { replaceState } from '../base/custom-state.js';
import { keepKeys } from '../base/keep-keys.js';
import type { DeviceList } from '../../audio/io/device-list.js';
import type { Tool, ToolArguments, ToolDefinition, ToolHandler, WireTool } from '../contract/tools.js';
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

/** The most events of `updateContext()` that wait for a conversation. Beyond it the oldest are dropped. */
const MOST_EARLY = 20;

export abstract class AgentElement extends AttributeElement implements AgentHost {
  static override properties = {
    session: { attribute: false },
    tools: { attribute: false },
    labels: { attribute: false },
    structuredInputs: { attribute: false },
    tokenProvider: { attribute: false },
    _loaded: { state: true },
    _failed: { state: true },
  };

  /** A partial session of the protocol. It is merged over the settings that follow from the attributes. */
  declare session: RequestSession | undefined;
  /**
   * Functions of the page that the agent may call, and tools of the protocol (`mcp`, `foundry_agent`, `web_search`,
   * `file_search`), which are sent as they are. A function without a `handler` is answered through `vla-tool-call`.
   */
  declare tools: readonly (Tool | WireTool)[] | undefined;
  /** Values for the placeholders in the instructions of a voice agent, by name. Read at each start. */
  declare structuredInputs: Readonly<Record<string, unknown>> | undefined;
  /** Sentences that replace the built-in ones, by key. */
  declare labels: Partial<AllLabels> | undefined;
  /** Returns the credential for each new connection, in place of `token-url`. The signal aborts after 15 s. */
  declare tokenProvider: ((signal: AbortSignal) => Promise<Credential>) | undefined;
  /** @internal Panel and runtime; undefined until they are loaded, and whether a try failed. Both update the element. */
  declare _loaded: LoadedAgent | undefined;
  /** @internal */ declare _failed: boolean | undefined;

  /** Undefined in older browsers and in some test environments. */
  readonly #internals = (this as Partial<HTMLElement>).attachInternals?.();
  /** @internal True while the panel opens or closes without the visitor, so that the focus stays where it is. */
  _quiet = false;
  /** @internal */
  readonly _language = new Language(this);
  readonly #registered = new Map<string, Tool>();
  #loading: Promise<LoadedAgent> | undefined;
  #early: readonly ClientEvent[] = [];
  #state: SessionStatus = 'idle';

  constructor() {
    super();
    this.tools = [];
    this.labels = {};
  }

  /** The state of the conversation; `idle` at first. Also the attribute `state`, and in CSS `:state()`. */
  get state(): SessionStatus {
    return this.#state;
  }

  /** All messages of the conversation so far, in order. */
  get messages(): readonly Message[] {
    return this._loaded?.runtime.conversation.messages ?? [];
  }

  /** The service's id of the session in force, or of the last one. Undefined before the first session. */
  get sessionId(): string | undefined {
    return this._loaded?.runtime.conversation.session?.id;
  }

  /** Id of the behaviour of a voice agent that speaks now; `$entrypoint` at first. Undefined with any other agent. */
  get activeAgent(): string | undefined {
    return this._loaded?.runtime.conversation.session?.handoff?.active_node_id;
  }

  /** The detail of the latest `vla-metrics`; undefined before the first one. */
  get metrics(): Metrics | undefined {
    return this._loaded?.runtime.metrics;
  }

  /** The fault that matters now; undefined when nothing is wrong. */
  get fault(): Fault | undefined {
    return this._loaded?.runtime.fault;
  }

  /** @internal True when nothing can start, because the page set neither `token-url` nor `tokenProvider`. */
  get unusable(): boolean {
    return !this.tokenUrl && !this.tokenProvider;
  }

  /**
   * Begins a call. Resolves when the agent is listening; rejects with a `Fault`. Call it while handling a click or a
   * key press, since browsers may not play audio otherwise.
   */
  async start(): Promise<void> {
    await (await this._load()).runtime.start();
  }

  /** Ends the conversation. Its messages stay on screen. */
  async stop(): Promise<void> {
    await this._loaded?.runtime.conversation.stop('page');
  }

  /** Opens the panel. A widget that the visitor dismissed comes back. */
  show(): void {
    this.open = true;
  }

  /** Closes the panel. A call continues. */
  hide(): void {
    this.open = false;
  }

  /** Opens the panel if it is closed; else closes it. */
  toggle(): void {
    this.open = !this.open;
  }

  /** Sends a typed message, in the call or in a written chat. Blank text is ignored. Rejects with a `Fault`. */
  async sendText(text: string): Promise<void> {
    if (text.trim() !== '') await (await this._load()).runtime.sendText(text.trim());
  }

  /** Silences the agent at once. The answer is cancelled, and truncated to what was heard. */
  interrupt(): void {
    this._loaded?.runtime.conversation.tell('interrupt');
  }

  /**
   * Sends an image (PNG, JPEG, GIF or WebP) to the agent, in the call or in a written chat, and asks for an answer. An
   * image too large to send is made smaller. Rejects with a `Fault`, or with a `TypeError` if the blob is not such an
   * image.
   */
  async sendImage(image: Blob, options?: ImageOptions): Promise<void> {
    await (await this.#feature('images')).send(image, options);
  }

  /** Makes the agent say this text exactly as it is written. Rejects with a `Fault`. */
  async say(text: string): Promise<void> {
    await (await this.#feature('say')).say(text);
  }

  /**
   * Asks the model for a text outside the conversation, neither played nor written; JSON if there is a `schema`.
   * Rejects with a `Fault` if there is no whole answer within 60 s, or with the reason of `signal`.
   */
  async ask(instructions: string, options?: AskOptions): Promise<string> {
    return (await this.#feature('ask')).ask(instructions, options);
  }

  /**
   * Tells the agent something that it should know, without asking for an answer. An object is sent as JSON. Before a
   * conversation it is kept and sent when one begins; the 20 latest are kept.
   */
  updateContext(context: string | object): void {
    const text = typeof context === 'string' ? context : JSON.stringify(context);
    const item = { type: 'message', role: 'system', content: [{ type: 'input_text', text }] } as const;
    const event: ClientEvent = { type: 'conversation.item.create', item };
    if (this._loaded?.runtime.conversation.active) this.sendEvent(event);
    else this.#early = [...this.#early, event].slice(-MOST_EARLY);
  }

  /** Push to talk: the visitor is heard from now on. Begins a call if there is none. Rejects with a `Fault`. */
  async startTurn(): Promise<void> {
    await (await this.#feature('pushToTalk')).startTurn();
  }

  /** Push to talk: ends the turn and asks for an answer. Resolves to false if it was too short (200 ms) and dropped. */
  async endTurn(): Promise<boolean> {
    return (await this.#feature('pushToTalk')).endTurn();
  }

  /** Push to talk: ends the turn and drops what was said. */
  async cancelTurn(): Promise<void> {
    await (await this.#feature('pushToTalk')).cancelTurn();
  }

  /** Answers a `vla-approval`: with true the MCP tool runs once, with false it does not run. */
  approve(requestId: string, yes: boolean): void {
    const loading = this._loaded && this.#feature('serviceActivity');
    loading?.then((activity) => activity.approve(requestId, yes)).catch(() => undefined); // then it asked for none
  }

  async #feature<Name extends keyof typeof FEATURES>(name: Name): Promise<FeatureOf<(typeof FEATURES)[Name]>> {
    return (await this._load()).runtime.features.get(name);
  }

  /** Lets the agent call a function of the page. Returns a function that unregisters it. */
  registerTool<Args extends object = ToolArguments>(
    definition: ToolDefinition & Pick<Tool, 'source'>,
    handler: ToolHandler<Args>,
  ): () => void {
    const tool = { ...definition, handler } as unknown as Tool;
    this.#registered.set(definition.name, tool);
    this._loaded?.runtime.announceSettings();
    return () => {
      if (this.#registered.get(definition.name) !== tool) return;
      this.#registered.delete(definition.name);
      this._loaded?.runtime.announceSettings();
    };
  }

  /** Changes the running session by a partial one. Without one nothing happens; set `session` before it begins. */
  updateSession(session: RequestSession): void {
    this.sendEvent({ type: 'session.update', session });
  }

  /**
   * Sends any client event of the protocol. If it asks for an answer while one is under way, it waits for that one to
   * end.
   */
  sendEvent(event: ClientEvent): void {
    this._loaded?.runtime.conversation.tell('sendEvent', event);
  }

  /** Lists microphones and speakers. Ids and labels are empty until the visitor has allowed the microphone once. */
  async devices(): Promise<DeviceList> {
    return (await this.#feature('devices')).list();
  }

  /** Chooses the microphone, also for later calls; '' is the default. Rejects with a `Fault` and keeps the old one. */
  setInputDevice(deviceId: string): Promise<void> {
    return this.#useDevice('input', deviceId);
  }

  /** Chooses the speaker, also for later calls; '' is the default. Rejects with a `Fault` and keeps the old one. */
  setOutputDevice(deviceId: string): Promise<void> {
    return this.#useDevice('output', deviceId);
  }

  /** Checks all that a call needs, and says what to do about what fails. Opens a short session, but no microphone. */
  async diagnose(): Promise<readonly Check[]> {
    return (await this.#feature('diagnostics')).diagnose();
  }

  /** Returns what `record` kept of the last minutes: a JSON file for a bug report. Rejects while nothing is recorded. */
  async exportRecording(): Promise<File> {
    return (await this.#feature('record')).export();
  }

  async #useDevice(kind: 'input' | 'output', deviceId: string): Promise<void> {
    if (this._loaded) await (await this.#feature('devices')).use(kind, deviceId);
    this[`${kind}Device`] = deviceId;
  }

  /** @internal Labels that replace the English ones: those of the language, and over them the page's own. */
  get _words(): Words {
    return { ...this._language.spoken?.words, ...this.labels };
  }

  protected abstract launcherView(): LauncherView;
  protected abstract intend(): void;

  /** @internal Loads panel and runtime, once. After a failure, the next call tries again. */
  _load(): Promise<LoadedAgent> {
    keepKeys(this); // the visitor has turned to the element: before that it has no focus, and no key is meant for it
    this.#loading ??= import('./conversation.js').then(
      ({ LoadedAgent }) =>
        (this._loaded = new LoadedAgent({
          element: this,
          tools: () => [...(this.tools ?? []), ...this.#registered.values()],
          words: () => this._words,
          lang: () => this._language.spoken?.lang,
          setState: (state) => this._setState(state),
          early: { get: () => this.#early, clear: () => (this.#early = []) },
          launcherView: () => this.launcherView(),
          intend: () => this.intend(),
        })),
      () => {
        this.#loading = undefined;
        return notLoaded(this, () => this.intend());
      },
    );
    return this.#loading;
  }

  protected _setState(state: SessionStatus): void {
    const before = this.#state;
    this.setAttribute('state', (this.#state = state));
    replaceState(this.#internals, before, state);
  }
}
