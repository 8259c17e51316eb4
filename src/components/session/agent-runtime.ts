/**
 * What a conversation needs beyond the launcher; loaded when the visitor turns to it. It stands between the element,
 * whose attributes it reads and whose events it dispatches, and the session controller.
 */
import type { ReactiveController } from 'lit';
import type { AgentElement } from '../agent/agent-element.js';
import type { AssetLocator } from './asset.js';
import { assetsIn } from './assets.js';
import { CalmStatus } from './debounced-status.js';
import type { Tool } from '../features/tools/tool-runner.js';
import { Lazy } from '../base/lazy.js';
import { sendsReference, type SoundWishes } from './call-audio.js';
import type { SessionHost } from './session-host.js';
import { VoiceSessionController } from './voice-session-controller.js';
import type { Check } from '../features/diagnostics/diagnose.js';
import { lostFault } from '../i18n/to-fault.js';
import type { toFault } from '../i18n/fault-labels.js';
import type { Pack } from '../i18n/locale.js';
import { en, type Labels } from '../i18n/labels.js';
import { valuesOf, warnOnce } from '../contract/attributes.js';
import { vlaEvent, type DeviceDetail, type UsageDetail, type VoiceLiveAgentDetails } from '../contract/events.js';
import { htmlTool } from '../features/html-tools/html-tool-tags.js';
import { hasLooseParts } from '../agent/has-loose-parts.js';
import type { face } from '../agent/variant-faces.js';
import '../ui/panel/vla-panel.js';
import type { VoiceLiveAgent } from '../agent/voice-live-agent.js';
import type {
  Metrics,
  Mode,
  Notice,
  SessionStatus,
  ToolCall,
  TranscriptChange,
  Usage,
} from '../../worker/contract/conversation.js';
import type { Credential, EngineSettings, Outcome } from '../../worker/contract/engine-api.js';
import type { Fault, Problem } from '../../worker/contract/faults.js';
import type { ClientEvent } from '../../worker/protocol/client-events.js';
import type { RateLimitsItem, RequestSession } from '../../worker/protocol/objects/index.js';

/** What the session asks of its element beyond the public face. */
export interface Seat {
  readonly element: AgentElement;
  tools(): readonly Tool[];
  /** What replaces the English sentences. */
  words(): Partial<Pack>;
  setState(state: SessionStatus): void;
}

export class AgentSession implements SessionHost, ReactiveController {
  readonly controller: VoiceSessionController;
  readonly #seat: Seat;
  /** MCP servers, agents, searches. */
  readonly wire = new Lazy(
    async () => new (await import('../features/service-activity/service-activity.js')).AgentWire(this),
  );
  /** The tools as the model knows them. */
  #told = '';
  #rateLimits: readonly RateLimitsItem[] | undefined;
  /** What few pages ask for. */
  readonly requests = new Lazy(async () => new (await import('../features/images/images.js')).AgentRequests(this));
  readonly #tools = new Lazy(async () => {
    const { toolRunner } = await import('../features/tools/page-tools.js');
    return toolRunner(this.#seat, this.#answerTool);
  });
  #toFault: typeof toFault | undefined;
  /** Never rejects: offline nothing can be loaded, and then a lost connection is what there is to tell. */
  readonly #faults = new Lazy(async () => {
    const words = await import('../i18n/fault-labels.js').catch(() => undefined);
    this.requestUpdate();
    return (this.#toFault = words?.toFault ?? lostFault);
  });
  readonly #echo = new Lazy(async () => {
    const { EchoWatch } = await import('../features/echo-hint/echo-hint.js');
    return new EchoWatch(this.#seat.element, this);
  });
  /** What few calls have before, around and after them. */
  readonly moments = new Lazy(
    async () => new (await import('../features/call-flow/call-flow.js')).Moments(this.#seat.element, this),
  );
  /** What is shown in the panel above its buttons, if there is something to show; each is asked with every update. */
  readonly cards: (() => unknown)[] = [];
  /** Who ends the call, as far as this page does it. */
  endedBy: 'visitor' | 'page' = 'page';
  /** The latest. */
  metrics: Metrics | undefined;
  /** The latest message that is complete, in words for a screen reader. */
  spoken = '';
  #spokenId = '';
  readonly #parts = new Lazy(async () => {
    this.#face = (await import('../agent/variant-faces.js')).face;
    this.requestUpdate();
  });
  #face: typeof face | undefined;
  /** The status for the eye. */
  readonly calm = new CalmStatus(() => this.requestUpdate());
  #total = { totalTokens: 0, inputTokens: 0, outputTokens: 0 };

  constructor(seat: Seat) {
    this.#seat = seat;
    this.controller = new VoiceSessionController(this);
    this.announceTools();
    if (hasLooseParts()) void this.#parts.get().catch(() => undefined);
    this.addController(this);
  }

  /** A face that does not float; it comes a little later, with an update of the element. */
  face(agent: VoiceLiveAgent): unknown {
    void this.#parts.get().catch(() => undefined);
    return this.#face?.(agent, this);
  }

  get element(): AgentElement {
    return this.#seat.element;
  }

  /** The page asks for more than a plain call. */
  hostUpdate(): void {
    const { captions, consentRequired, maxDuration, idleTimeout, storage, pushToTalk } = this.#seat.element;
    if (captions || consentRequired || maxDuration || idleTimeout || storage !== 'none') this.#wake();
    if (pushToTalk) void this.requests.get().catch(() => undefined); // there when the first turn is held
  }

  #wake(): void {
    void this.moments.get().catch(() => undefined); // a call does without
  }

  get labels(): Labels {
    return { ...en, ...this.#seat.words() };
  }

  /** Undefined also while its words are on their way. */
  get fault(): Fault | undefined {
    const problem = this.controller.problem ?? (this.#seat.element.unusable ? NOT_SET_UP : undefined);
    if (!problem) return undefined;
    void this.#faults.get();
    return this.#toFault && this.#inWords(this.#toFault, problem);
  }

  /** Nothing can start now. */
  get unusable(): boolean {
    return this.#seat.element.unusable || this.controller.resting !== undefined;
  }

  /** Rejects with a `Fault`. */
  async start(): Promise<void> {
    if (this.#seat.element.consentRequired) await (await this.moments.get()).consent();
    await this.mustHaveWorked(await this.controller.startCall());
  }

  async sendText(text: string): Promise<void> {
    await this.mustHaveWorked(await this.controller.sendText(text));
  }

  /** Rejects with a `Fault`, and then the device before stays. */
  async useDevice(kind: DeviceDetail['kind'], deviceId: string): Promise<void> {
    await this.mustHaveWorked(await (await this.controller.care.devices()).use(kind, deviceId));
  }

  async diagnose(): Promise<readonly Check[]> {
    return (await import('../features/diagnostics/diagnose.js')).diagnose(this);
  }

  /** Throws a `Fault` when it did not. */
  async mustHaveWorked(outcome: Outcome): Promise<void> {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
    if (!outcome.ok) throw await this.faultOf(outcome.problem);
  }

  /** In the visitor's words. */
  async faultOf(problem: Problem): Promise<Fault> {
    return this.#inWords(await this.#faults.get(), problem);
  }

  #inWords(say: typeof toFault, problem: Problem): Fault {
    return say(problem, this.#seat.words(), this.#seat.element._language.spoken?.lang, warnOnce);
  }

  readonly #answerTool = (callId: string, output: string): void =>
    this.controller.tell('sendToolOutput', callId, output);

  /** One that comes before what runs it is loaded waits. */
  #runTool(call: ToolCall): void {
    void this.#tools.get().then(
      (runner) => runner.run(call),
      () => this.#answerTool(call.callId, '{"error":"the page could not load its tools"}'),
    );
  }

  /**
   * The tools changed, perhaps while a session is up. The service is told only what is another for the model: frameworks
   * make new arrays and new handlers with every render, and take a tool away to give it back.
   */
  announceTools(): void {
    this.#definitions(); // what runs them is loaded before a conversation, too
    this.controller.command(({ engine }) => {
      const tools = this.#definitions();
      if (this.#told !== (this.#told = JSON.stringify(tools)))
        void engine.sendEvent({ type: 'session.update', session: { tools } });
    });
  }

  #definitions() {
    if (htmlTool(this.element)) this.#wake();
    const tools = this.#seat.tools();
    if (tools.length > 0) void this.#tools.get().catch(() => undefined); // told when a call comes
    return tools.map(({ handler: _, ...definition }) => ({ ...definition, type: 'function' as const }));
  }

  // ---- what the controller asks ----

  addController(controller: ReactiveController): void {
    this.#seat.element.addController(controller);
  }
  requestUpdate(): void {
    this.#seat.element.requestUpdate();
  }
  get wishes(): SoundWishes {
    return this.#seat.element;
  }
  /** No credential is asked for before the visitor agreed, nor before the page wants it. */
  get asksEarly(): boolean {
    const { consentRequired, open, prefetch } = this.#seat.element;
    return !consentRequired && (prefetch === 'intent' || (open && prefetch === 'open'));
  }
  get assets(): AssetLocator {
    return assetsIn(this.#seat.element.assetsUrl);
  }

  engineSettings(mode: Mode): EngineSettings | Problem {
    const { element } = this.#seat;
    if (element.unusable) return NOT_SET_UP;
    this.hostUpdate();
    const said = valuesOf(element);
    const { tokenUrl } = said;
    const tools = this.#definitions();
    this.#told = JSON.stringify(tools);
    return {
      connection: {
        ...said,
        tokenUrl: element.tokenProvider || !tokenUrl ? undefined : new URL(tokenUrl, document.baseURI).href,
        features: sendsReference(element) ? 'client_ec_reference:true' : undefined,
      },
      agent: {
        ...said,
        turnDetection: said.pushToTalk ? 'none' : said.turnDetection,
        echoCancellation: echoCancellation(element),
        inputSamplingRate: said.inputSamplingRate ? Number(said.inputSamplingRate) : undefined,
        tools,
        session: element.session,
      },
      mode,
      rawEvents: said.rawEvents,
      ducking: said.ducking,
    };
  }

  get early(): readonly ClientEvent[] {
    return this.#seat.element._early;
  }
  set early(events) {
    this.#seat.element._early = events;
  }

  async credential(): Promise<Credential | undefined> {
    try {
      return await this.#seat.element.tokenProvider?.(AbortSignal.timeout(15_000));
    } catch {
      return undefined; // what the page threw may quote the credential
    }
  }

  async beforeStart(session: RequestSession): Promise<RequestSession | undefined> {
    const { element } = this;
    const detail = { session };
    if (!this.#dispatch('vla-before-start', detail, true)) return undefined;
    const { voice = element.voice } = (session = detail.session);
    if (element.session || element.transcriptionModel || UNUSUAL.test(JSON.stringify([session, voice]))) {
      const checks = await import('../features/session-checks/session-checks.js').catch(() => undefined); // a call does without
      checks?.checkSession(session, element).forEach(warnOnce);
    }
    return session;
  }

  onStatus(state: SessionStatus, previous: SessionStatus): void {
    if (state === 'ended' || state === 'error') this.#endHelp();
    this.#seat.setState(state);
    this.calm.set(state);
    this.#dispatch('vla-state', { state, previous });
    if (state === 'ended') this.#wake();
  }

  #endHelp(): void {
    this.#tools.ifWanted((runner) => runner.drop());
    this.wire.ifWanted((wire) => wire.forget());
  }

  onNotice(notice: Notice): void {
    switch (notice.kind) {
      case 'transcript': {
        const { unheard: _, ...detail } = notice.change;
        this.#announce(notice.change);
        return void this.#dispatch('vla-transcript', detail);
      }
      case 'speech':
        return void this.#dispatch('vla-speech', { who: notice.who, speaking: notice.speaking });
      case 'interrupt':
        void this.#echo.get().catch(() => undefined); // a hint is nothing to fail for
        return void this.#dispatch('vla-interrupt', notice.interruption);
      case 'session':
        if (notice.session.agent?.thread_id) this.element.conversationId = notice.session.agent.thread_id;
        return void this.#dispatch('vla-session', { session: notice.session });
      case 'problem':
        this.#wake();
        return void this.faultOf(notice.problem).then((fault) => this.#dispatch('vla-error', fault));
      case 'usage':
        return void this.#dispatch('vla-usage', this.#count(notice.usage));
      case 'metrics':
        return this.#measured(notice.metrics);
      case 'cue':
        return void this.#dispatch(notice.name, notice.detail);
      case 'wire':
        // It comes with every answer, and asks for no code of its own.
        if (notice.event.type === 'rate_limits.updated') return void (this.#rateLimits = notice.event.rate_limits);
        return void this.wire.get().then(
          (wire) => wire.hear(notice.event),
          () => undefined,
        );
      case 'event':
        return void this.#dispatch('vla-event', notice.event);
      case 'tool-call':
        return this.#runTool(notice.call);
      case 'tools-dropped':
        return this.#tools.ifWanted((runner) => runner.drop(notice.callIds));
      case 'warning':
        return warnOnce(notice.text);
    }
  }

  /** Once; a message that was cut off is not read out again. */
  #announce({ itemId, role, text, final }: TranscriptChange): void {
    if (!final || !text || itemId === this.#spokenId) return;
    this.#spokenId = itemId;
    const heard = this.#seat.element.announce === 'written' && this.controller.inCall;
    this.spoken = heard ? '' : `${role === 'user' ? this.labels.you : this.labels.agent}: ${text}`;
  }

  #measured(detail: Metrics): void {
    this.metrics = detail;
    const { startedAt, responseLatencyMs: duration = detail.bargeInMs! } = detail;
    // The clocks of worker and page may disagree, and a time before the page would throw.
    const start = Math.max(0, startedAt - performance.timeOrigin);
    performance.measure(detail.bargeInMs === undefined ? 'vla-response' : 'vla-barge-in', { start, duration, detail });
    this.#dispatch('vla-metrics', detail);
  }

  onDevice(detail: DeviceDetail): void {
    this.#dispatch('vla-device', detail);
  }

  #count({ responseId, response }: Usage): UsageDetail {
    this.#total = {
      totalTokens: this.#total.totalTokens + (response.total_tokens || 0),
      inputTokens: this.#total.inputTokens + (response.input_tokens || 0),
      outputTokens: this.#total.outputTokens + (response.output_tokens || 0),
    };
    return { responseId, response, total: this.#total, rateLimits: this.#rateLimits };
  }

  /** False when a listener prevented it. */
  #dispatch<Name extends keyof VoiceLiveAgentDetails>(
    name: Name,
    detail: VoiceLiveAgentDetails[Name],
    cancelable = false,
  ): boolean {
    return this.#seat.element.dispatchEvent(vlaEvent(name, detail, cancelable));
  }
}

/** Of a session that the service may refuse, or of a voice that is not in it. */
const UNUSUAL = /_field|native|"sem|temper|,"[^"]+"]$/;

const NOT_SET_UP: Problem = { code: 'setup', cause: 'no token-url, no tokenProvider' };

function echoCancellation(element: AgentElement): string {
  if (element.echoCancellation !== 'reference' || sendsReference(element)) return element.echoCancellation;
  warnOnce('echo-cancellation="reference" needs input-audio-format="pcm16". server is used.');
  return 'server';
}
