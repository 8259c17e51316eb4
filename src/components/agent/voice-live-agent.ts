/**
 * `<voice-live-agent>`: lifecycle, focus and template. Its properties are in agent-element.ts, sessions in `conversation.ts`.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { AgentElement } from './agent-element.js';
import { enterAgent, leaveAgent, type RegisteredAgent } from './agent-registry.js';
import { adoptPageAccent } from '../ui/shared/page-colors.js';
import type * as Floating from '../ui/launcher/floating.js';
import { launcher } from '../ui/launcher/launcher.js';
import { launcherLabels } from '../i18n/launcher-labels.js';
import { dockStyles, launcherStyles } from '../ui/launcher/launcher.styles.js';
import { hasLooseParts } from './has-loose-parts.js';
import { FIELDS } from '../base/keep-keys.js';
import { WindowWatch } from '../ui/launcher/window-watch.js';
import { ownRoot } from '../ui/shared/own-root.js';
import { tokens } from '../ui/shared/tokens.styles.js';
import type { LauncherView, Placement } from '../contract/view.js';
import { vlaEvent, type VoiceLiveAgentDetails, type VoiceLiveAgentEventMap } from '../contract/events.js';
import { offline } from './not-loaded.js';
import { hostStyles } from './voice-live-agent.styles.js';

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
 * @fires vla-before-start - A session is about to be set up. The page may change `detail.session`, or prevent it.
 * @fires vla-state - The `state` changed.
 * @fires vla-transcript - The text of a message of either side changed: partials and the final have the same `itemId`.
 * @fires vla-speech - The visitor or the agent started or stopped speaking.
 * @fires vla-interrupt - The visitor interrupted an answer; `detail` tells what was heard until then.
 * @fires vla-tool-call - The agent calls a tool. Prevent it, or call `respondWith`, to answer in place of a handler.
 * @fires vla-tool-result - A tool call was answered.
 * @fires vla-error - Something went wrong; `detail` is a fault with a code, a sentence and advice.
 * @fires vla-session - The service reported the settings of the session.
 * @fires vla-usage - Token usage of a response, and in total.
 * @fires vla-mcp - An MCP server lists or runs tools, or an agent of the service is asked.
 * @fires vla-approval - An MCP tool needs approval: call `respondWith(yes)`, or prevent the event to answer later.
 * @fires vla-search - A search of the web or of files started, goes on or completed.
 * @fires vla-annotation - A source of the words in an answer.
 * @fires vla-handoff - A voice agent hands over to another behaviour of its own.
 * @fires vla-subagent - A voice agent asks another agent.
 * @fires vla-reconnect - The connection is made again, or the next session took over.
 * @fires vla-warning - A warning of the service.
 * @fires vla-metrics - How quick and how clean a turn or a barge-in was.
 * @fires vla-caption - A word of the agent is heard; needs `captions`, or `output_audio_timestamp_types` in `session`.
 * @fires vla-viseme - A mouth shape of the agent, when it is heard; needs `animation: { outputs: ['viseme_id'] }` in `session`.
 * @fires vla-blendshapes - A facial expression of the agent, when it is heard; needs `animation: { outputs: ['blendshapes'] }` in `session`.
 * @fires vla-device - Another microphone or speaker is in use, or the list of devices changed.
 * @fires vla-consent - The visitor agreed or declined, before the browser asks for the microphone.
 * @fires vla-feedback - The visitor rated the conversation that ended.
 * @fires vla-mute - The microphone was muted or unmuted.
 * @fires vla-open - The panel was opened.
 * @fires vla-close - The panel was closed.
 * @fires vla-dismiss - The visitor hid the widget for this page view.
 * @fires vla-event - Every server event, with `raw-events`.
 * @slot icon - The icon on the launcher.
 * @slot header - Replaces the heading of the panel.
 * @slot greeting - Shown until the conversation has a message.
 * @slot consent - The text that the visitor agrees to, with `consent-required`.
 * @slot handoff - Shown on the card of an ended call: where the visitor can go from here.
 * @slot footer - Shown below everything else in the panel.
 * @csspart launcher - The button that opens the panel.
 * @csspart dismiss - The small button that hides the launcher, with `dismissible`.
 * @csspart panel - The box around the whole face.
 * @csspart header - The top row of the panel, with the heading.
 * @csspart orb - The visualizer: orb or bars.
 * @csspart status - The status of the conversation, with an instruction.
 * @csspart captions - The box of the captions.
 * @csspart transcript - The scrolling list of messages.
 * @csspart message - Every message.
 * @csspart message-user - A message of the visitor.
 * @csspart message-agent - A message of the agent.
 * @csspart copy - The button that copies a message, or the conversation.
 * @csspart consent - The card that asks for consent.
 * @csspart card - Every card above the call's buttons.
 * @csspart composer - The box around the text field and its buttons.
 * @csspart input - The text field.
 * @csspart send - The button that sends the text, or stops the answer.
 * @csspart mic - The button that starts a call, or the button that is held to talk.
 * @csspart mute - The button that turns the microphone off and on.
 * @csspart end - The button that ends the call.
 * @csspart menu - The box of the settings.
 * @csspart error - The card of a fault.
 * @cssprop --vla-accent - Colour of buttons, visualizer and focus; by default the page's accent-color.
 * @cssprop --vla-accent-contrast - Text colour on the accent; by default black or white, whichever contrasts more.
 * @cssprop --vla-surface - Background of the face.
 * @cssprop --vla-surface-2 - Background of elements on the face: messages of the agent, fields.
 * @cssprop --vla-text - Colour of text.
 * @cssprop --vla-text-subtle - Colour of less important text.
 * @cssprop --vla-border - Colour of borders.
 * @cssprop --vla-danger - Colour of the button that ends a call, and of faults.
 * @cssprop --vla-radius - Corner radius of the panel; 20px by default.
 * @cssprop --vla-radius-bubble - Corner radius of a message.
 * @cssprop --vla-font - Font family; by default that of the page.
 * @cssprop --vla-offset - Distance of a floating face from the edges of the window; 20px by default.
 * @cssprop --vla-z - The z-index of a floating face; 2147483000 by default.
 * @cssprop --vla-shadow - Shadow of what floats: the panel, the launcher, the settings.
 * @cssstate idle - There is no conversation, or a written one rests.
 * @cssstate requesting-mic - The browser asks the visitor for the microphone.
 * @cssstate connecting - The session is being set up.
 * @cssstate listening - The visitor may speak.
 * @cssstate hearing - The visitor speaks.
 * @cssstate thinking - The agent prepares an answer.
 * @cssstate speaking - The agent is heard, from the first sample played to the last.
 * @cssstate working - A tool runs.
 * @cssstate reconnecting - The connection was lost, and is being made again.
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
  /** True from its insertion into a page until its removal, and while it is moved. */
  #present = false;
  #window: WindowWatch | undefined;
  /** True while a standalone part shows levels. */
  #watched = false;

  override connectedCallback(): void {
    if (this.#present) this._language.hostConnected();
    else super.connectedCallback();
    this.#present = true;
    this.requestUpdate(); // what changed in another document is not shown yet
    this.#window?.start(this.#floats);
    this._setState(this.state);
    adoptPageAccent(this);
    document.addEventListener('focusin', this.#makeWay);
    enterAgent(this.#registration);
    if (hasLooseParts()) void this._load().catch(shown);
  }

  /** A move is not a removal: an element that is in the page again by the end of the task goes on with its call. */
  override disconnectedCallback(): void {
    setTimeout(() => {
      if (!this.#present || (this.isConnected && this.ownerDocument.defaultView)) return;
      this.#present = false;
      super.disconnectedCallback();
      document.removeEventListener('focusin', this.#makeWay);
      leaveAgent(this);
    });
  }

  protected override createRenderRoot(): HTMLElement {
    const { layer } = (this.#window = new WindowWatch(super.createRenderRoot(), () => {
      void floating().then(({ toTopLayer }) => this.#floats && toTopLayer(this, layer), shown);
    }));
    return ownRoot(layer, this.renderOptions);
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
    const field = event.target; // may be the document, where a script imitates the focus
    if (!this.#floats || !(field instanceof HTMLElement) || !field.matches(FIELDS)) return;
    const place = (placement: Placement | undefined): void => {
      this.#placement = placement;
      this.requestUpdate();
    };
    void floating().then(({ makeWay }) => makeWay(this, field, place), shown);
  };

  get #floats(): boolean {
    return this.variant === 'floating';
  }

  /** True when the visitor sees a face, not only a launcher. */
  get #shows(): boolean {
    return this.#floats ? this.open : this.variant !== 'headless';
  }

  /** Style sheets belong to one document, so nothing new can be shown in another. */
  protected override shouldUpdate(): boolean {
    return this.ownerDocument === document;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.open && this.#floats && changed.has('open')) this.intend();
    if (this.#shows && !changed.has('_failed')) void this._load().catch(shown);
    if (changed.has('variant') || changed.has('open')) this.#window?.start(this.#floats);
    if (changed.has('storage')) void import('./earlier-page.js').then(({ bringBack }) => bringBack(this)).catch(shown);
    if (changed.has('dismissible') && this.dismissible) void this.#offerDismissal().catch(shown);
    const runtime = this._loaded?.runtime;
    const call = runtime?.conversation.call;
    if (changed.has('muted')) call?.setMuted(this.muted);
    if (changed.size > 0) runtime?.announceSettings();
    if (changed.has('rawEvents')) runtime?.conversation.tell('setRawEvents', this.rawEvents);
    call?.setLevels(this.#watched || (this.#shows && this.visualizer !== 'none'));
  }

  async #offerDismissal(): Promise<void> {
    const { offerDismissal } = await floating();
    this.#beside = offerDismissal(this, {
      words: () => this._words,
      dismissed: () => void this.#emit('vla-dismiss', {}),
    });
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const opened = changed.has('open') && changed.get('open') !== undefined;
    if (opened) this.#emit(this.open ? 'vla-open' : 'vla-close', {});
    if (changed.has('muted') && changed.get('muted') !== undefined) this.#emit('vla-mute', { muted: this.muted });
    if (opened && !this.open && !this._quiet) void this.#focusLauncher();
    if (this.open && !this._quiet && this._loaded && (opened || changed.has('_loaded'))) void this.#focusPanel();
  }

  /** Emits an event through the runtime, so that features receive it first. Without a runtime, dispatches it directly. */
  #emit<Name extends keyof VoiceLiveAgentDetails>(name: Name, detail: VoiceLiveAgentDetails[Name]): unknown {
    return this._loaded?.runtime.emit(name, detail) ?? this.dispatchEvent(vlaEvent(name, detail));
  }

  /** Returns the focus to the launcher. It waits for the update, because an open panel hides the launcher on a phone. */
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
    return html`${loaded?.face() ?? (this.#floats ? nothing : offline(this))}${this.#floats ? launcher(this.launcherView(), this.#toggle, this.#intend) : nothing}
      <p aria-live="polite">${loaded?.runtime.spoken ?? offline(this)}</p>`;
  }

  readonly #toggle = (): void => (offline(this) && this.open ? this.intend() : this.toggle());
  readonly #intend = (): void => this.intend();

  /** Loads the rest and prepares a conversation: the visitor points at the launcher, focuses it or opened the panel. */
  protected override intend(): void {
    void this._load().then(({ runtime }) => runtime.conversation.prepare(), shown);
  }

  protected override launcherView(): LauncherView {
    const runtime = this._loaded?.runtime;
    const labels = { ...launcherLabels, ...this._words, ...runtime?.features.view.labels };
    return {
      status: runtime?.status.shown ?? this.state,
      inCall: runtime?.conversation.inCall ?? false,
      open: this.#shows && !offline(this),
      placement: this.#placement ?? (this.placement as Placement),
      beside: this.#beside,
      ...this._language.spoken,
      offline: offline(this),
      labels: this.unusable ? { ...labels, launcher: labels['launcher-setup'] } : labels,
    };
  }
}

const floating = (): Promise<typeof Floating> => import('../ui/launcher/floating.js');

/** Swallows a fault that the panel shows already, and a part that is lacking when its file could not be loaded. */
const shown = (): void => undefined;

declare global {
  interface HTMLElementTagNameMap {
    'voice-live-agent': VoiceLiveAgent;
    'voice-tool': HTMLElement;
  }
}
