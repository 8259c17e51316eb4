/**
 * The runtime: it is loaded once a visitor turns to the agent, and joins the element, the session controller and the
 * features. It passes everything that happens to the features first, then to the page. It knows no feature by name.
 */
import type { ReactiveController } from 'lit';
import { Announcer } from './announcer.js';
import { assetsIn } from './assets.js';
import { DebouncedStatus } from './debounced-status.js';
import { engineSettings, NOT_SET_UP, settled, type Kept } from './engine-settings.js';
import { EventDispatcher } from './event-dispatcher.js';
import { Features } from './features.js';
import type { SessionHost } from './session-host.js';
import { VoiceSessionController } from './voice-session-controller.js';
import type { AgentHost } from '../contract/agent.js';
import { valuesOf } from '../contract/attributes.js';
import type { AssetLocator } from '../contract/asset.js';
import type { AudioTrouble } from '../contract/call-audio.js';
import { vlaEvent, type VoiceLiveAgentDetails } from '../contract/events.js';
import type { AgentEventName, EmitOptions, FeatureContext, FeatureTable } from '../contract/feature.js';
import { isOver } from '../contract/status.js';
import { isPageTool, type Tool, type WireTool } from '../contract/tools.js';
import { en, type Labels } from '../i18n/labels.js';
import type { Words } from '../i18n/locale.js';
import type { toFault } from '../i18n/fault-labels.js';
import { lostFault } from '../i18n/to-fault.js';
import { warnOnce } from '../base/warn-once.js';
import type { Metrics, Mode, Notice, SessionStatus } from '../../worker/contract/conversation.js';
import type { Credential, EngineSettings, Outcome } from '../../worker/contract/engine-api.js';
import { isProblem, type Fault, type Problem } from '../../worker/contract/faults.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

/** The part of the element that the runtime uses. Pages do not see it. */
export interface RuntimeHost {
  readonly element: AgentHost;
  /** The tools that the agent may call now. */
  tools(): readonly (Tool | WireTool)[];
  /** The sentences that replace the English ones. */
  words(): Words;
  /** The language of the labels. */
  lang(): string | undefined;
  setState(state: SessionStatus): void;
  /** Events that the page sent before there was a conversation. */
  readonly early: { get(): readonly ClientEvent[]; clear(): void };
}

export class AgentRuntime<Table extends FeatureTable> implements SessionHost, FeatureContext, ReactiveController {
  readonly conversation: VoiceSessionController;
  readonly features: Features<Table>;
  readonly checkMicrophone: () => void;
  /** The status that the visitor sees. It leaves out what would only flicker. */
  readonly status = new DebouncedStatus(() => this.requestUpdate());
  readonly #seat: RuntimeHost;
  readonly #announcer = new Announcer();
  readonly #events = new EventDispatcher(this);
  #toFault: typeof toFault | undefined;
  #loadingFaults: Promise<typeof toFault> | undefined;
  /** The settings that the service was told last. */
  #told: EngineSettings | undefined;
  /** True once the agent was heard in this conversation. */
  #spoken = false;
  /** What this conversation began with and keeps. */
  #kept: Kept | undefined;

  constructor(seat: RuntimeHost, table: Table, checkMicrophone: () => void) {
    this.#seat = seat;
    this.checkMicrophone = checkMicrophone;
    this.features = new Features(table, this);
    this.conversation = new VoiceSessionController(this);
    this.features.start();
    this.host.addController(this);
  }

  hostUpdate(): void {
    this.conversation.audio?.setVolume(this.host.volume);
    this.features.update();
  }

  // ---- called by the element ----

  /** Begins a call. Rejects with a `Fault` when it cannot begin. */
  async start(): Promise<void> {
    await this.features.beforeCall();
    await this.mustHaveWorked(await this.conversation.startCall());
  }

  async sendText(text: string): Promise<void> {
    await this.mustHaveWorked(await this.conversation.sendText(text));
  }

  /**
   * Tells the service the settings that changed, when a session is open. What is equal on the wire is not sent again:
   * frameworks make new arrays and handlers with every render, and may remove a tool only to add it again.
   */
  announceSettings(): void {
    this.requestUpdate();
    this.#announceChanges();
    // A voice or a language that is named for the first time.
    void this.settled().then((loaded) => loaded && this.#announceChanges());
  }

  #announceChanges(): void {
    this.conversation.command(() => {
      const before = this.#told;
      const spoken = this.#spoken;
      const now = engineSettings(this.host, this.#seat.tools(), 'voice', this.#kept);
      if (!before || isProblem(now)) return;
      this.#told = { ...now, connection: before.connection };
      // The comparisons come in the order of the changes. Without the file the call goes on as it is.
      import('./session-changes.js').then(
        ({ sessionChanges }) => {
          const { session, fixed } = sessionChanges(before, now, spoken);
          const fields = Object.keys(session);
          if (fields[0]) this.conversation.tell('changeSession', session);
          if (fixed[0] || fields.some((name) => name !== 'tools')) this.features.settings(now.session, fixed);
        },
        () => undefined,
      );
    });
  }

  /** The problem in the visitor's language; undefined when there is none, and while the sentences of faults are loading. */
  get fault(): Fault | undefined {
    const problem = this.conversation.problem ?? (this.host.unusable ? NOT_SET_UP : undefined);
    if (!problem) return undefined;
    void this.#loadFaults();
    return this.#toFault && this.#inWords(this.#toFault, problem);
  }

  /** True when no conversation can begin now. */
  get unusable(): boolean {
    return this.host.unusable || this.conversation.resting !== undefined;
  }

  /** The text of the live region. */
  get spoken(): string {
    return this.#announcer.text;
  }

  get metrics(): Metrics | undefined {
    return this.#events.metrics;
  }

  // ---- called by features (FeatureContext) ----

  get host(): AgentHost {
    return this.#seat.element;
  }

  get tools(): readonly Tool[] {
    return this.#seat.tools().filter(isPageTool);
  }

  labels<L extends object>(english: L): L {
    return { ...english, ...this.#seat.words() };
  }

  emit<Name extends AgentEventName>(
    name: Name,
    detail: VoiceLiveAgentDetails[Name],
    { cancelable = false, source = this.host }: EmitOptions = {},
  ): boolean {
    this.features.emit(name, detail);
    return source.dispatchEvent(vlaEvent(name, detail, cancelable));
  }

  announce(sentence: string): void {
    this.#announcer.text = sentence;
    this.requestUpdate();
  }

  async ready(): Promise<void> {
    await this.mustHaveWorked(await this.conversation.ready());
  }

  async faultOf(problem: Problem): Promise<Fault> {
    return this.#inWords(await this.#loadFaults(), problem);
  }

  async mustHaveWorked(outcome: Outcome): Promise<void> {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
    if (!outcome.ok) throw await this.faultOf(outcome.problem);
  }

  requestUpdate(): void {
    this.host.requestUpdate();
  }

  /**
   * Loads the sentences of faults. Never rejects: the loading fails when the page is offline, and then every fault is told
   * as a lost connection.
   */
  #loadFaults(): Promise<typeof toFault> {
    return (this.#loadingFaults ??= import('../i18n/fault-labels.js').then(
      ({ toFault }) => this.#loadedFaults(toFault),
      () => this.#loadedFaults(lostFault),
    ));
  }

  #loadedFaults(say: typeof toFault): typeof toFault {
    this.requestUpdate();
    return (this.#toFault = say);
  }

  #inWords(say: typeof toFault, problem: Problem): Fault {
    return say(problem, this.#seat.words(), this.#seat.lang(), warnOnce);
  }

  // ---- called by the controller (SessionHost) ----

  /** Holds when the page's `prefetch` allows it, and no consent of the visitor is required first. */
  get asksEarly(): boolean {
    const { consentRequired, open, prefetch } = this.host;
    return !consentRequired && (prefetch === 'intent' || (open && prefetch === 'open'));
  }

  get assets(): AssetLocator {
    return assetsIn(this.host.assetsUrl);
  }

  settled(): Promise<boolean> {
    return settled(this.host);
  }

  engineSettings(mode: Mode): EngineSettings | Problem {
    return engineSettings(this.host, this.#seat.tools(), mode);
  }

  get early(): RuntimeHost['early'] {
    return this.#seat.early;
  }

  async credential(): Promise<Credential | undefined> {
    try {
      return await this.host.tokenProvider?.(AbortSignal.timeout(15_000));
    } catch {
      return undefined; // the error is dropped, because its text may quote the credential
    }
  }

  beforeStart(settings: EngineSettings): RequestSession | undefined {
    this.#told = settings;
    this.#spoken = false;
    this.#kept = valuesOf(this.host);
    const detail = { session: this.features.beforeSession(settings.session) };
    if (!this.emit('vla-before-start', detail, { cancelable: true })) return undefined;
    this.features.start(detail.session);
    return detail.session;
  }

  onStatus(state: SessionStatus, previous: SessionStatus): void {
    this.#seat.setState(state);
    this.#spoken ||= state === 'speaking';
    this.status.set(state);
    this.emit('vla-state', { state, previous, ...(isOver(state) && { reason: this.conversation.endReason }) });
  }

  onNotice(notice: Notice): void {
    if (notice.kind === 'transcript') this.#announceMessage(notice.change);
    this.features.notice(notice);
    this.#events.dispatch(notice);
  }

  onLeave(): void {
    this.features.leave();
  }

  onAudioTrouble(trouble: AudioTrouble): void {
    this.features.audioTrouble(trouble);
  }

  #announceMessage(change: Extract<Notice, { kind: 'transcript' }>['change']): void {
    const labels: Labels = this.labels(en);
    const heard = this.host.announce === 'written' && this.conversation.inCall;
    this.#announcer.message(change, change.role === 'user' ? labels.you : labels.agent, heard);
  }
}
