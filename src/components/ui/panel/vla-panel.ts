import { html, nothing, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement, isFilled } from '../shared/face-element.js';
import { CLOSE, MORE } from '../shared/icons.js';
import { checkColours } from '../shared/page-colors.js';
import { callControls, faultCard, statusLine, picture } from './panel-templates.js';
import { KeptFocus } from '../shared/focus.js';
import { roundButton } from '../shared/round-button.js';
import { tokens } from '../shared/tokens.styles.js';
import '../composer/vla-composer.js';
import { dockClasses } from '../launcher/launcher.js';
import { dockStyles } from '../launcher/launcher.styles.js';
import '../visualizer/vla-orb.js';
import { cardStyles, panelStyles } from './vla-panel.styles.js';
import '../transcript/vla-transcript.js';

/**
 * The whole face: heading, visualizer, status, transcript, faults, the call's buttons and the composer. It floats above
 * the launcher, fills the screen of a phone, or stands in the page's layout.
 *
 * @slot header - Replaces the heading.
 * @slot greeting - Shown under the status until the conversation has a message.
 * @slot footer - Shown below everything else in the panel.
 * @csspart panel - The box around everything.
 * @csspart header - The top row, with the heading and the buttons for settings and closing.
 * @csspart orb - The visualizer: orb or bars.
 * @csspart status - The status of the conversation, with an instruction.
 * @csspart captions - The captions: the agent's words as they are heard.
 * @csspart transcript - The scrolling list of messages.
 * @csspart message - Every message.
 * @csspart message-user - A message of the visitor.
 * @csspart message-agent - A message of the agent.
 * @csspart copy - The button that copies a message.
 * @csspart error - The card of a fault.
 * @csspart mic - The button that starts a call, or the button that is held to talk.
 * @csspart mute - The button that turns the microphone off and on.
 * @csspart end - The button that ends the call.
 * @csspart composer - The box around the text field and its buttons.
 * @csspart input - The text field.
 * @csspart send - The button that sends the text, or stops the answer.
 * @cssprop --vla-radius - Corner radius of the panel; 20px by default.
 * @cssprop --vla-shadow - Shadow of what floats: the panel, the launcher, the settings.
 */
export class VlaPanel extends FaceElement {
  static override styles = [tokens, dockStyles, cardStyles, panelStyles];
  static override properties = { headed: { state: true }, menu: { state: true } };

  /** True when the page filled the slot `header`. */
  declare private headed: boolean;
  /** True while the settings are open. */
  declare private menu: boolean | undefined;

  #lifetime = new AbortController();
  readonly #focus = new KeptFocus();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    const follow = (): void =>
      void import('./on-screen-keyboard.js').then((m) => m.followVisibleHeight(this, signal), ignore);
    window.visualViewport?.addEventListener('resize', follow, { once: true, signal }); // a keyboard came up
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  /**
   * Moves the focus to the first control there is (retry or start button, else the composer), else to the panel itself.
   */
  focusFirst(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('.retry, .first, .controls button, vla-composer');
    (first ?? this.renderRoot.querySelector<HTMLElement>('.panel'))?.focus();
  }

  protected override willUpdate(): void {
    if (!this.view.open) this.menu = false;
    this.#focus.note(this);
  }

  protected override firstUpdated(): void {
    checkColours(this);
  }

  protected override updated(): void {
    if (this.#focus.isLost && this.view.open) this.focusFirst();
  }

  protected override render(): TemplateResult {
    const { view, actions } = this;
    return html`<div
      id="panel"
      part="panel"
      class=${this.#classes()}
      role=${view.floating ? 'dialog' : 'region'}
      aria-labelledby="heading"
      tabindex="-1"
      ?inert=${!view.open}
      @keydown=${this.#keydown}
    >
      ${this.#header()}${this.menu ? this.#menu() : nothing}
      <div class="stage">${picture(this.view, this.actions)}${this.#chatting ? nothing : this.#greeting()}</div>
      ${this.#chatting ? this.#transcript() : nothing}
      <div class="footer">
        <!-- Always there: an alert that arrives together with its words is often not read out. -->
        <div role="alert">${faultCard(view, actions)}</div>
        ${view.cards}${callControls(view, actions)}${view.textInput && !view.unusable ? this.#composer() : nothing}
        <slot name="footer"></slot>
      </div>
    </div>`;
  }

  #classes(): string {
    const { floating, placement, open, visualizer, transcript } = this.view;
    return [
      'panel',
      floating ? dockClasses(placement) : '',
      floating && !open ? 'shut' : '',
      transcript ? 'tall' : '',
      this.#chatting ? 'chatting' : '',
      visualizer === 'none' ? '' : 'pictured',
    ].join(' ');
  }

  /** True once the conversation has a message: the transcript then takes the place of the large visualizer. */
  get #chatting(): boolean {
    return this.view.transcript && this.view.messages.length > 0;
  }

  #header(): TemplateResult {
    const { floating, heading, labels } = this.view;
    const change = (event: Event): void => void (this.headed = isFilled(event));
    return html`<div class="header" part="header">
      <div class="titles">
        <h2 id="heading">${this.headed ? nothing : heading}<slot name="header" @slotchange=${change}></slot></h2>
        ${this.#chatting ? statusLine(this.view) : nothing}
      </div>
      ${roundButton(MORE, labels.menu, this.#toggleMenu, this.menu ?? false)}
      ${floating ? roundButton(CLOSE, labels.close, () => this.actions.close()) : nothing}
    </div>`;
  }

  readonly #toggleMenu = (): void => {
    this.menu = !this.menu;
    import('../menu/vla-menu.js').catch(ignore);
  };

  #menu(): TemplateResult {
    return html`<vla-menu
      exportparts="menu"
      .view=${this.view}
      .actions=${this.actions}
      @vla-menu-close=${() => (this.menu = false)}
    ></vla-menu>`;
  }

  #greeting(): TemplateResult {
    return html`${statusLine(this.view)}<slot name="greeting"></slot>`;
  }

  #transcript(): TemplateResult {
    return html`<vla-transcript
      exportparts="transcript,message,message-user,message-agent,copy"
      .view=${this.view}
      .actions=${this.actions}
    ></vla-transcript>`;
  }

  #composer(): TemplateResult {
    return html`<vla-composer
      exportparts="composer,input,send"
      .view=${this.view}
      .actions=${this.actions}
    ></vla-composer>`;
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || !this.view.floating) return;
    event.stopPropagation();
    this.actions.close();
  }
}

/** A part whose file could not be loaded is lacking. */
const ignore = (): void => undefined;

define('vla-panel', VlaPanel);

declare global {
  interface HTMLElementTagNameMap {
    'vla-panel': VlaPanel;
  }
}
