/**
 * What happens before, around and after a call, and that few of them have: consent, limits, a transcript that outlives a
 * reload, a microphone that comes back, the end. Loaded when a page or a moment asks for it.
 */
import { html, type TemplateResult } from 'lit';
import type { AgentElement } from '../../agent/agent-element.js';
import type { AgentSession } from '../../session/agent-runtime.js';
import { CallLimits, type LimitKind } from './limits/call-limits.js';
import { forget, keep, keptMessages, recall, toKeep } from './storage/tab-storage.js';
import { watchMicrophone } from './microphone-recovery/watch-microphone.js';
import { withMore, type MoreLabels } from '../../i18n/optional-labels.js';
import { followWishes } from '../../agent/features.js';
import type { EndReason } from './ended/vla-ended.js';
import { vlaEvent, type VoiceLiveAgentDetails } from '../../contract/events.js';
import './consent/vla-consent.js';
import './limits/vla-countdown.js';
import './microphone-recovery/vla-offer.js';
import type { Fault, FaultCode } from '../../../worker/contract/faults.js';

/** What a look at the microphone may help with. */
const MENDABLE = /^mic-(denied|missing|busy)/;

export class Moments {
  readonly #element: AgentElement;
  readonly #session: AgentSession;
  readonly #limits: CallLimits;
  #asking: { readonly outcome: Promise<void>; readonly answer: (given: boolean) => void } | undefined;
  /** The card of an ended call, until it is closed or another call begins. */
  #ended: EndReason | undefined;
  #timeIsUp: LimitKind | undefined;
  #watching: AbortController | undefined;
  #checking = false;

  constructor(element: AgentElement, session: AgentSession) {
    this.#element = element;
    this.#session = session;
    session.cards.push(() => this.#card());
    this.#limits = new CallLimits(element, {
      update: () => this.#warn(),
      end: (kind) => {
        this.#timeIsUp = kind;
        void session.controller.stop();
      },
    });
    this.#listen('vla-state', () => this.#follow());
    this.#listen('vla-transcript', ({ final }) => final && this.#keep());
    this.#listen('vla-session', () => this.#keepId());
    this.#restore();
    this.#follow();
    followWishes(session);
  }

  get #labels(): MoreLabels & AgentSession['labels'] {
    return withMore(this.#session.labels);
  }

  #listen<Name extends keyof VoiceLiveAgentDetails>(
    name: Name,
    listener: (detail: VoiceLiveAgentDetails[Name]) => unknown,
  ): void {
    this.#element.addEventListener(name, (event) => {
      listener((event as CustomEvent<VoiceLiveAgentDetails[Name]>).detail);
    });
  }

  // ---- consent ----

  /** Asks the visitor, unless this tab remembers the answer. Rejects with a `Fault` when it is no. */
  consent(): Promise<void> {
    const { consentVersion = '' } = this.#element;
    if (recall(this.#element).consent === consentVersion) return Promise.resolve();
    this.#element.show();
    this.#asking ??= this.#ask(consentVersion);
    this.#element.requestUpdate();
    return this.#asking.outcome;
  }

  #ask(version: string) {
    let answer!: (given: boolean) => void;
    const outcome = new Promise<void>((resolve, reject) => {
      answer = (given) => {
        this.#asking = undefined;
        this.#element.requestUpdate();
        if (given) keep(this.#element, { consent: version });
        const { language = document.documentElement.lang } = this.#element;
        const time = new Date().toISOString();
        this.#element.dispatchEvent(vlaEvent('vla-consent', { given, version, time, language }));
        if (given) resolve();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the contract: a Fault, plain data
        else reject(this.#refusal());
      };
    });
    return { outcome, answer };
  }

  /** The visitor's choice: what `start()` rejects with, and nothing that went wrong. */
  #refusal(): Fault {
    const { 'consent-refused': message, 'consent-refused-fix': fix } = this.#labels;
    return { code: 'mic-denied', message, fix, retryable: true, cause: 'the visitor did not agree' };
  }

  // ---- the state ----

  #follow(): void {
    const { state } = this.#element;
    if (state === 'ended' || state === 'error') this.#end(state);
    else this.#goOn();
    // Not the fault of the element: its sentences may still be on their way.
    const { problem } = this.#session.controller;
    if (problem) this.#watchMicrophone(problem.code);
  }

  #end(state: 'ended' | 'error'): void {
    const { controller, endedBy } = this.#session;
    const byAgent = controller.engineStatus === 'ended';
    const reason = state === 'error' ? 'lost' : (this.#timeIsUp ?? (byAgent ? 'agent' : endedBy));
    this.#timeIsUp = undefined;
    this.#session.endedBy = 'page';
    // A call that never stood has no end to speak of.
    if (this.#element.messages.length === 0) return;
    this.#ended = reason;
    // Drawn only here, so it comes by itself.
    void import('./ended/vla-ended.js').then(
      () => this.#element.requestUpdate(),
      () => this.#close(),
    );
  }

  #goOn(): void {
    this.#watching?.abort();
    if (this.#element.state !== 'idle') this.#ended = undefined;
  }

  /** What kept the microphone away may go by itself: then the fault goes, and a start is offered again. */
  #watchMicrophone(code: FaultCode): void {
    this.#watching?.abort();
    const watch = (this.#watching = new AbortController());
    const mended = (): void => {
      watch.abort();
      const { controller } = this.#session;
      if (controller.problem?.code === code) controller.dismissProblem();
    };
    watchMicrophone(code, mended, watch.signal);
  }

  // ---- limits ----

  /** In a closed panel nobody would see it; but whoever is busy elsewhere on the page keeps the focus. */
  #warn(): void {
    const { activeElement } = document;
    if (this.#limits.countdown && (!activeElement || activeElement === document.body)) this.#element.show();
    this.#element.requestUpdate();
  }

  // ---- what outlives a reload ----

  #restore(): void {
    const kept = recall(this.#element);
    const { controller } = this.#session;
    if (controller.messages.length === 0) controller.messages = keptMessages(kept);
    if (typeof kept.conversationId === 'string') this.#element.conversationId ??= kept.conversationId;
    this.#element.requestUpdate();
  }

  #keep(): void {
    keep(this.#element, { messages: toKeep(this.#element.messages) });
  }

  /** The visitor's wish: what was said is gone, here and in storage. */
  readonly #forget = (): void => {
    forget(this.#element);
    this.#element.conversationId = undefined;
    this.#session.controller.messages = [];
    this.#close();
  };

  #keepId(): void {
    const { conversationId } = this.#element;
    if (conversationId) keep(this.#element, { conversationId });
  }

  // ---- what is shown ----

  #card(): TemplateResult | undefined {
    const labels = this.#labels;
    if (this.#asking) return this.#consentCard(labels);
    if (this.#checking)
      return html`<vla-check
        class="first"
        part="card"
        .session=${this.#session}
        .done=${() => this.check(false)}
      ></vla-check>`;
    const { countdown } = this.#limits;
    if (countdown) {
      return html`<vla-countdown
        part="card"
        .labels=${labels}
        .countdown=${countdown}
        .stay=${this.#stay}
      ></vla-countdown>`;
    }
    if (this.#ended) return this.#endedCard(this.#ended, labels);
    return MENDABLE.test(this.#element.fault?.code ?? '') ? this.#offerCheck(labels) : undefined;
  }

  #offerCheck(labels: MoreLabels): TemplateResult {
    return html`<vla-offer .words=${labels['check-microphone']} .accept=${() => this.check(true)}></vla-offer>`;
  }

  #consentCard(labels: MoreLabels): TemplateResult {
    return html`<vla-consent
      class="first"
      part="card consent"
      .labels=${labels}
      .typing=${this.#element.textInput}
      .answer=${this.#asking!.answer}
      ><slot name="consent"></slot
    ></vla-consent>`;
  }

  #endedCard(reason: EndReason, labels: MoreLabels): TemplateResult {
    return html`<vla-ended
      part="card"
      .labels=${labels}
      .reason=${reason}
      .messages=${this.#element.messages}
      .rate=${this.#rate}
      .forget=${this.#element.storage === 'session' ? this.#forget : undefined}
      .check=${() => this.check(true)}
      .close=${() => this.#close()}
      ><slot name="handoff"></slot
    ></vla-ended>`;
  }

  /** "Check my microphone": opens its card, or closes it. */
  check(on: boolean): void {
    this.#checking = on;
    this.#element.requestUpdate();
    if (on) void import('../microphone-check/vla-check.js').catch(() => this.check(false));
  }

  readonly #stay = (): void => this.#limits.stay();

  readonly #rate = (rating: number, text: string): void => {
    const { sessionId } = this.#element;
    this.#element.dispatchEvent(vlaEvent('vla-feedback', { rating, text, sessionId }));
  };

  #close(): void {
    this.#ended = undefined;
    this.#element.requestUpdate();
  }
}
