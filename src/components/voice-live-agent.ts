/** The element: attributes, properties, public methods, render. What a conversation needs is loaded when it is wanted. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AgentSession } from './agent-session.js';
import {
  attributeProperties,
  checkNames,
  initialProperties,
  warnOnce,
  type AttributeProperties,
} from './attributes.js';
import type { DeviceList } from './controllers/call-devices.js';
import type { Tool, ToolDefinition, ToolHandler } from './controllers/tool-runner.js';
import { launcherLabels } from './launcher-labels.js';
import type { Labels } from './labels.js';
import type { Actions, LauncherView, Placement, View } from './view.js';
import { vlaEvent, type VoiceLiveAgentEventMap } from './voice-live-agent.events.js';
import { hostStyles } from './voice-live-agent.styles.js';
import './vla-launcher.js';
import type { Message, Metrics, SessionStatus } from '../worker/contract/conversation.js';
import type { Credential } from '../worker/contract/engine-api.js';
import type { Fault } from '../worker/contract/faults.js';
import type { ClientEvent } from '../worker/protocol/client-events.js';
import type { RequestSession } from '../worker/protocol/objects.js';

const PANEL_PARTS =
  'panel,header,orb,status,transcript,message,message-user,message-agent,composer,input,send,mic,mute,end,error';

/** The attributes as properties; Lit makes their accessors from the table. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the table initialises every one of them
export interface VoiceLiveAgent extends AttributeProperties {
  addEventListener<Name extends keyof VoiceLiveAgentEventMap>(
    type: Name,
    listener: (this: VoiceLiveAgent, event: VoiceLiveAgentEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: VoiceLiveAgent, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * Talk with an Azure Voice Live agent, by voice or text.
 *
 * @fires vla-before-start - A session is about to be set up; change `detail.session`, or prevent it.
 * @fires vla-state - The `state` changed.
 * @fires vla-transcript - Words of either side: partials and the final under one `itemId`.
 * @fires vla-speech - The visitor or the agent began or stopped to speak.
 * @fires vla-interrupt - The visitor broke in; what was heard until then.
 * @fires vla-tool-call - The agent calls a tool; prevent it or use `respondWith` to answer in place of a handler.
 * @fires vla-tool-result - A tool call was answered.
 * @fires vla-error - Something went wrong; `detail` is a fault with its code, a sentence and what to do.
 * @fires vla-session - The service told the session in force.
 * @fires vla-usage - Token usage of a response and in sum.
 * @fires vla-metrics - How quick and how clean a turn or a barge-in was.
 * @fires vla-device - Another microphone or speaker is in use, or there are others to choose from.
 * @fires vla-mute - The microphone was muted or opened.
 * @fires vla-open - The panel was opened.
 * @fires vla-close - The panel was closed.
 * @fires vla-event - Every server event, with `raw-events`.
 * @slot icon - The picture on the launcher.
 * @slot header - Replaces the heading of the panel.
 * @slot greeting - Shown while there is no conversation yet.
 * @slot footer - Below everything in the panel.
 * @csspart launcher - The button that opens the panel.
 * @csspart panel - The box of the conversation.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class VoiceLiveAgent extends LitElement {
  static override styles = hostStyles;
  static override properties = {
    ...attributeProperties,
    session: { attribute: false },
    tools: { attribute: false },
    labels: { attribute: false },
    tokenProvider: { attribute: false },
    _loaded: { state: true },
  };

  /** Partial wire session, merged over what the attributes say. */
  declare session: RequestSession | undefined;
  /** What the agent may call; those with a `handler` are run by it, the others answered by `vla-tool-call`. */
  declare tools: readonly Tool[];
  /** Sentences that replace ours, by key. */
  declare labels: Partial<Labels>;
  /** Replaces `token-url`: gives the credential for each new connection. */
  declare tokenProvider: ((signal: AbortSignal) => Promise<Credential>) | undefined;
  /** Loaded on intent; its arrival repaints. */
  declare _loaded: AgentSession | undefined;

  readonly #internals = this.attachInternals();
  readonly #registered = new Map<string, Tool>();
  #loading: Promise<AgentSession> | undefined;
  #state: SessionStatus = 'idle';

  constructor() {
    super();
    Object.assign(this, initialProperties);
    this.tools = [];
    this.labels = {};
  }

  // ---- state ----

  get state(): SessionStatus {
    return this.#state;
  }

  get messages(): readonly Message[] {
    return this._loaded?.controller.messages ?? [];
  }

  get sessionId(): string | undefined {
    return this._loaded?.controller.sessionId;
  }

  /** The latest `vla-metrics`. */
  get metrics(): Metrics | undefined {
    return this._loaded?.metrics;
  }

  get fault(): Fault | undefined {
    return this._loaded?.fault;
  }

  /** Nothing can start: the page gave no way to a credential. */
  get unusable(): boolean {
    return !this.tokenUrl && !this.tokenProvider;
  }

  // ---- methods ----

  /** Begins a call; resolves when listening, rejects with a `Fault`. Call it inside a gesture of the visitor. */
  async start(): Promise<void> {
    await (await this.#load()).start();
  }

  /** Ends the conversation. What was said stays on screen. */
  async stop(): Promise<void> {
    await this._loaded?.controller.stop();
  }

  show(): void {
    this.open = true;
  }

  hide(): void {
    this.open = false;
  }

  toggle(): void {
    this.open = !this.open;
  }

  /** Sends a typed message, in the call or, without one, in a written chat. Rejects with a `Fault`. */
  async sendText(text: string): Promise<void> {
    if (text.trim() !== '') await (await this.#load()).sendText(text.trim());
  }

  /** Silence now: the answer is cancelled and truncated to what was heard. */
  interrupt(): void {
    this._loaded?.controller.interrupt();
  }

  /** Lets the agent call a function of the page. Returns the way to take it back. */
  registerTool(definition: ToolDefinition, handler: ToolHandler): () => void {
    const tool: Tool = { ...definition, handler };
    this.#registered.set(definition.name, tool);
    this._loaded?.announceTools();
    return () => {
      if (this.#registered.get(definition.name) !== tool) return;
      this.#registered.delete(definition.name);
      this._loaded?.announceTools();
    };
  }

  /** Changes the session in force. Before there is one, set `session`. */
  updateSession(session: RequestSession): void {
    this._loaded?.controller.updateSession(session);
  }

  /** Sends any client event of the protocol. An answer it asks for waits for the one under way. */
  sendEvent(event: ClientEvent): void {
    this._loaded?.controller.sendEvent(event);
  }

  /** The microphones and speakers there are; without ids and labels until the visitor has allowed the microphone once. */
  async devices(): Promise<DeviceList> {
    return (await (await this.#load()).controller.care.devices()).list();
  }

  /** The microphone of this call and of later ones; '' is the default. Rejects with a `Fault`, and keeps the old one. */
  setInputDevice(deviceId: string): Promise<void> {
    return this.#useDevice('input', deviceId);
  }

  /** The speaker of this call and of later ones; '' is the default. Rejects with a `Fault`, and keeps the old one. */
  setOutputDevice(deviceId: string): Promise<void> {
    return this.#useDevice('output', deviceId);
  }

  async #useDevice(kind: 'input' | 'output', deviceId: string): Promise<void> {
    await this._loaded?.useDevice(kind, deviceId);
    this[`${kind}Device`] = deviceId;
  }

  // ---- life ----

  override connectedCallback(): void {
    super.connectedCallback();
    checkNames(this.getAttributeNames());
    this.#setState(this.#state);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.open) void this.#load();
    const controller = this._loaded?.controller;
    if (changed.has('muted')) controller?.setMuted(this.muted);
    if (changed.has('volume') || changed.has('inputDevice') || changed.has('outputDevice')) controller?.care.adjust();
    if (changed.has('rawEvents')) controller?.setRawEvents(this.rawEvents);
    controller?.setLevels(this.open && this.visualizer !== 'none');
  }

  protected override updated(changed: PropertyValues<this>): void {
    const opened = changed.has('open') && changed.get('open') !== undefined;
    if (opened) this.dispatchEvent(this.open ? vlaEvent('vla-open', {}) : vlaEvent('vla-close', {}));
    if (opened && !this.open) void this.#focusLauncher();
    if (this.open && this._loaded && (opened || changed.has('_loaded'))) void this.#focusPanel();
    if (changed.has('muted') && changed.get('muted') !== undefined) {
      this.dispatchEvent(vlaEvent('vla-mute', { muted: this.muted }));
    }
  }

  /** Where the visitor came from; on a phone the button is there again only after its own update. */
  async #focusLauncher(): Promise<void> {
    const launcher = this.renderRoot.querySelector('vla-launcher');
    await launcher?.updateComplete;
    launcher?.focus();
  }

  async #focusPanel(): Promise<void> {
    const panel = this.renderRoot.querySelector('vla-panel');
    await panel?.updateComplete;
    panel?.focusFirst();
  }

  /** Loads what a conversation needs, once. */
  #load(): Promise<AgentSession> {
    this.#loading ??= import('./agent-session.js').then(
      ({ AgentSession }) =>
        (this._loaded = new AgentSession({
          element: this,
          tools: () => [...this.tools, ...this.#registered.values()],
          setState: (state) => this.#setState(state),
        })),
      (error: unknown) => {
        this.#loading = undefined;
        warnOnce('the rest of the widget could not be loaded; is every file of dist/ on the server?');
        throw error;
      },
    );
    return this.#loading;
  }

  #setState(state: SessionStatus): void {
    this.#internals.states.delete(this.#state);
    this.#internals.states.add(state);
    this.setAttribute('state', (this.#state = state));
  }

  // ---- render ----

  readonly #actions: Actions = {
    start: () => void this.start().catch(shown),
    stop: () => void this.stop(),
    setMuted: (muted) => (this.muted = muted),
    sendText: (text) => void this.sendText(text).catch(shown),
    interrupt: () => this.interrupt(),
    toggle: () => this.toggle(),
    close: () => this.hide(),
    dismissFault: () => this._loaded?.controller.dismissProblem(),
  };

  protected override render(): TemplateResult {
    const session = this._loaded;
    return html`${
        session
          ? html`<vla-panel exportparts=${PANEL_PARTS} .view=${this.#view(session)} .actions=${this.#actions}>
              <slot name="header" slot="header"></slot>
              <slot name="greeting" slot="greeting"></slot>
              <slot name="footer" slot="footer"></slot>
            </vla-panel>`
          : nothing
      }<vla-launcher
        exportparts="launcher"
        .view=${this.#launcherView()}
        .actions=${this.#actions}
        @pointerenter=${this.#intend}
        @focusin=${this.#intend}
        ><slot name="icon" slot="icon"></slot
      ></vla-launcher>`;
  }

  /** The visitor turns to the launcher: the rest is on its way before it is pressed. */
  readonly #intend = (): void => void this.#load().catch(shown);

  #launcherView(): LauncherView {
    const labels = { ...launcherLabels, ...this.labels };
    return {
      status: this.#state,
      inCall: this._loaded?.controller.inCall ?? false,
      open: this.open,
      placement: this.placement as Placement,
      labels: this.unusable ? { ...labels, launcher: labels['launcher-setup'] } : labels,
    };
  }

  #view(session: AgentSession): View {
    const { controller, labels } = session;
    return {
      ...this.#launcherView(),
      floating: true,
      labels,
      muted: this.muted,
      messages: controller.messages,
      fault: session.fault,
      heading: this.heading ?? labels.heading,
      transcript: this.transcript,
      textInput: this.textInput,
      visualizer: this.visualizer as View['visualizer'],
      unusable: this.unusable,
      levels: () => controller.levels,
    };
  }
}

/** A fault that the panel shows already needs no second mention in the console. */
const shown = (): void => undefined;

declare global {
  interface HTMLElementTagNameMap {
    'voice-live-agent': VoiceLiveAgent;
  }
}
