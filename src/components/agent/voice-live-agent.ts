/**
 * `<voice-live-agent>`: its lifecycle on a page, its focus and its template. Its properties and methods are in
 * agent-element.ts. It knows neither session nor features; the lazy `conversation.ts` does.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { AgentElement } from './agent-element.js';
import { enterAgent, leaveAgent, type RegisteredAgent } from './agent-registry.js';
import { adoptPageAccent } from '../ui/shared/page-colors.js';
import { launcher } from '../ui/launcher/launcher.js';
import { launcherLabels } from '../i18n/launcher-labels.js';
import { dockStyles, launcherStyles } from '../ui/launcher/launcher.styles.js';
import { hasLooseParts } from './has-loose-parts.js';
import { tokens } from '../ui/shared/tokens.styles.js';
import type { LauncherView, Placement } from '../contract/view.js';
import { vlaEvent, type VoiceLiveAgentDetails, type VoiceLiveAgentEventMap } from '../contract/events.js';
import { hostStyles } from './voice-live-agent.styles.js';

/** Fields of a page that a floating face must not cover while they have the focus. */
const FIELDS = 'input,textarea,select,[contenteditable]';

/** Adds the types of the `vla-…` events to `addEventListener`. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- it only adds types to an inherited method
export interface VoiceLiveAgent {
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
 * @fires vla-mcp - An MCP server lists or runs tools, or an agent of the service is asked.
 * @fires vla-approval - An MCP tool waits for the visitor's word: `respondWith(yes)`, or prevent it to ask later.
 * @fires vla-search - A search of the web or of files goes on.
 * @fires vla-annotation - Where words of an answer come from.
 * @fires vla-metrics - How quick and how clean a turn or a barge-in was.
 * @fires vla-caption - A word of the agent is heard; needs `captions`, or `output_audio_timestamp_types` in `session`.
 * @fires vla-viseme - A mouth of the agent, when it is heard; needs `animation: { outputs: ['viseme_id'] }` in `session`.
 * @fires vla-blendshapes - A face of the agent, when it is heard; needs `animation: { outputs: ['blendshapes'] }` in `session`.
 * @fires vla-device - Another microphone or speaker is in use, or there are others to choose from.
 * @fires vla-consent - The visitor agreed to the call, or did not, before the microphone is asked for.
 * @fires vla-feedback - The visitor rated the conversation that ended.
 * @fires vla-mute - The microphone was muted or opened.
 * @fires vla-open - The panel was opened.
 * @fires vla-close - The panel was closed.
 * @fires vla-dismiss - The visitor hid the widget for this page view.
 * @fires vla-event - Every server event, with `raw-events`.
 * @slot icon - The picture on the launcher.
 * @slot header - Replaces the heading of the panel.
 * @slot greeting - Shown while there is no conversation yet.
 * @slot consent - With `consent-required`: what the visitor agrees to.
 * @slot handoff - On the card of an ended call: where to go from here.
 * @slot footer - Below everything in the panel.
 * @csspart launcher - The button that opens the panel.
 * @csspart dismiss - The small button that hides the launcher, with `dismissible`.
 * @csspart panel - The box of the conversation.
 * @csspart header - The line above it, with picture and heading.
 * @csspart orb - The picture of the conversation.
 * @csspart status - The line that says what goes on.
 * @csspart captions - The box of the captions.
 * @csspart transcript - The scrolling list of messages.
 * @csspart message - Every message.
 * @csspart message-user - A message of the visitor.
 * @csspart message-agent - A message of the agent.
 * @csspart copy - The button that copies a message, or the conversation.
 * @csspart consent - The card that asks for consent.
 * @csspart card - Every card above the buttons.
 * @csspart composer - The box around what is typed and its buttons.
 * @csspart input - What is typed.
 * @csspart send - The button that sends it.
 * @csspart mic - The button that starts a call, or that is held to talk.
 * @csspart mute - The button that turns the microphone off and on.
 * @csspart end - The button that ends the call.
 * @csspart menu - The settings.
 * @csspart error - The card of a fault.
 * @cssprop --vla-accent - Colour of buttons, picture and focus; the page's accent-color without it.
 * @cssprop --vla-accent-contrast - Colour of words on the accent; black or white without it.
 * @cssprop --vla-surface - Background of the face.
 * @cssprop --vla-surface-2 - Background of what stands on it: messages of the agent, fields.
 * @cssprop --vla-text - Colour of words.
 * @cssprop --vla-text-subtle - Colour of words that matter less.
 * @cssprop --vla-border - Colour of edges.
 * @cssprop --vla-danger - Colour of what ends a call, and of faults.
 * @cssprop --vla-radius - Corner radius of the panel.
 * @cssprop --vla-radius-bubble - Corner radius of a message.
 * @cssprop --vla-font - Font family; the page's without it.
 * @cssprop --vla-offset - Distance from the edges of the window.
 * @cssprop --vla-z - Stacking order of the floating face.
 * @cssprop --vla-shadow - Shadow of what floats.
 * @cssstate idle - There is no conversation.
 * @cssstate requesting-mic - The visitor is asked for the microphone.
 * @cssstate connecting - The session is being set up.
 * @cssstate listening - In a call: the visitor may speak.
 * @cssstate hearing - The visitor speaks.
 * @cssstate thinking - An answer is on its way.
 * @cssstate speaking - The agent is heard, from the first sample to the last.
 * @cssstate working - A tool runs.
 * @cssstate reconnecting - The line was lost, and is being made again.
 * @cssstate ended - The conversation is over.
 * @cssstate error - The conversation ended with a fault.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class VoiceLiveAgent extends AgentElement {
  static override styles = [tokens, dockStyles, launcherStyles, hostStyles];

  /** The placement while the agent avoids a focused field; undefined means its own. */
  #placement: Placement | undefined;
  /** Template of what else stands beside the launcher: the button that dismisses it. */
  #beside: LauncherView['beside'];
  /** True while a standalone part shows levels. */
  #watched = false;

  // ---- life ----

  override connectedCallback(): void {
    super.connectedCallback();
    this._setState(this.state);
    adoptPageAccent(this);
    document.addEventListener('focusin', this.#makeWay);
    enterAgent(this.#registration);
    if (hasLooseParts()) void this._load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('focusin', this.#makeWay);
    leaveAgent(this);
  }

  readonly #registration: RegisteredAgent = {
    element: this,
    face: () => (this._language.spoken ? this._loaded : undefined),
    load: () => this._load(),
    watch: (on) => {
      this.#watched = on;
      this.requestUpdate();
    },
  };

  /** Moves a floating face away when a field of the page under it gets the focus. */
  readonly #makeWay = (event: FocusEvent): void => {
    const field = event.target as HTMLElement;
    if (!this.#floats || !field.matches(FIELDS)) return;
    const place = (placement: Placement | undefined): void => {
      this.#placement = placement;
      this.requestUpdate();
    };
    void import('../ui/launcher/floating.js').then(({ makeWay }) => makeWay(this, field, place));
  };

  get #floats(): boolean {
    return this.variant === 'floating';
  }

  /** True when the visitor sees a face, not only a launcher. */
  get #shows(): boolean {
    return this.#floats ? this.open : this.variant !== 'headless';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.open && this.#floats && changed.has('open')) this.intend();
    if (this.#shows) void this._load().catch(shown);
    if (changed.has('dismissible') && this.dismissible) void this.#offerDismissal();
    const runtime = this._loaded?.runtime;
    const call = runtime?.conversation.call;
    if (changed.has('muted')) call?.setMuted(this.muted);
    if (changed.has('tools')) runtime?.announceTools();
    if (changed.has('rawEvents')) runtime?.conversation.tell('setRawEvents', this.rawEvents);
    call?.setLevels(this.#watched || (this.#shows && this.visualizer !== 'none'));
  }

  async #offerDismissal(): Promise<void> {
    const { offerDismissal } = await import('../ui/launcher/floating.js');
    this.#beside = offerDismissal(this, {
      words: () => this._words,
      dismissed: () => void this.#emit('vla-dismiss', {}),
    });
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const opened = changed.has('open') && changed.get('open') !== undefined;
    if (opened) this.#emit(this.open ? 'vla-open' : 'vla-close', {});
    if (opened && !this.open) void this.#focusLauncher();
    if (this.open && this._loaded && (opened || changed.has('_loaded'))) void this.#focusPanel();
    if (changed.has('muted') && changed.get('muted') !== undefined) this.#emit('vla-mute', { muted: this.muted });
  }

  /**
   * Emits an event through the runtime, so that features receive it first. Without a runtime, dispatches it directly.
   */
  #emit<Name extends keyof VoiceLiveAgentDetails>(name: Name, detail: VoiceLiveAgentDetails[Name]): unknown {
    return this._loaded?.runtime.emit(name, detail) ?? this.dispatchEvent(vlaEvent(name, detail));
  }

  /**
   * Returns the focus to the launcher. It waits for the update, because an open panel hides the launcher on a phone.
   */
  async #focusLauncher(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }

  async #focusPanel(): Promise<void> {
    const panel = this.renderRoot.querySelector('vla-panel');
    await panel?.updateComplete;
    panel?.focusFirst();
  }

  // ---- render ----

  protected override render(): TemplateResult {
    if (!this._language.spoken) return html``; // the labels of the language are still loading
    const loaded = this._loaded;
    return html`${loaded?.face() ?? nothing}${this.#floats ? launcher(this.launcherView(), this.#toggle, this.#intend) : nothing}
      <p aria-live="polite">${loaded?.runtime.spoken}</p>`;
  }

  readonly #toggle = (): void => this.toggle();
  readonly #intend = (): void => this.intend();

  /**
   * Loads the rest and prepares a conversation, because the visitor points at the launcher, focuses it or opened the
   * panel.
   */
  protected override intend(): void {
    void this._load().then(({ runtime }) => runtime.conversation.prepare(), shown);
  }

  protected override launcherView(): LauncherView {
    const labels = { ...launcherLabels, ...this._words };
    const runtime = this._loaded?.runtime;
    return {
      status: runtime?.status.shown ?? this.state,
      inCall: runtime?.conversation.inCall ?? false,
      open: this.#shows,
      placement: this.#placement ?? (this.placement as Placement),
      beside: this.#beside,
      ...this._language.spoken,
      labels: this.unusable ? { ...labels, launcher: labels['launcher-setup'] } : labels,
    };
  }
}

/** Swallows a fault, because the panel shows it already. */
const shown = (): void => undefined;

declare global {
  interface HTMLElementTagNameMap {
    'voice-live-agent': VoiceLiveAgent;
    'voice-tool': HTMLElement;
  }
}
