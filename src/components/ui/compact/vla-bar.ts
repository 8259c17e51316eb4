import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { besideBar } from './anchored-popover.js';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { KeptFocus } from '../shared/focus.js';
import { icon, MORE } from '../shared/icons.js';
import { checkColours } from '../shared/page-colors.js';
import { faultCard, picture, statusLine } from '../panel/panel-templates.js';
import { tokens } from '../shared/tokens.styles.js';
import '../visualizer/vla-bars.js';
import '../composer/vla-composer.js';
import '../controls/vla-mic-button.js';
import '../visualizer/vla-orb.js';
import { cardStyles } from '../panel/vla-panel.styles.js';

const barStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 66px;
    padding: 5px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .orb {
    flex: none;
    inline-size: 46px;
  }
  .bar p {
    display: -webkit-box;
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--_subtle);
    font-size: 13px;
    line-height: 1.35;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
  }
  .bar b {
    display: block;
    overflow: hidden;
    color: var(--_text);
    font-size: 15px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  vla-composer {
    display: none;
    flex: 1.4;
  }
  .more {
    margin-inline: -8px;
    color: var(--_subtle);
  }
  .card,
  .cards > * {
    margin-block: 8px 0;
  }
  /* in the top layer: what clips the bar does not clip it */
  vla-menu {
    position: fixed;
    inset: auto;
    overflow: visible;
    inline-size: min(360px, 100vw - 24px);
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
  }
  vla-mic-button {
    --_hold-size: 48px;
    --_hold-advice: -200px 0;
    --_hold-advice-at: flex-end;
  }
  @media (hover: hover) {
    .more:hover {
      background: var(--_surface-2);
    }
  }
  @container (max-width: 479px) {
    vla-mic-button {
      --_hold-words: none;
    }
  }
  @container (max-width: 219px) {
    .orb {
      display: none;
    }
  }
  @container (min-width: 600px) {
    vla-composer {
      display: block;
    }
  }
`;

/**
 * A face of one line: visualizer, status, the call's buttons, the settings, and the composer from 600 px of width on.
 * In a written chat, the agent's latest message replaces the status. Cards appear below the line; the settings open
 * over the page.
 *
 * @slot consent - The text that the visitor agrees to, with `consent-required`.
 * @slot handoff - Shown on the card of an ended call: where the visitor can go from here.
 * @csspart panel - The line.
 */
export class VlaBar extends FaceElement {
  static override styles = [tokens, cardStyles, barStyles];
  static override properties: PropertyDeclarations = { ...FaceElement.properties, menu: { state: true } };

  /** True while the settings are open. */
  declare private menu: boolean | undefined;
  readonly #focus = new KeptFocus();
  #beside: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.menu = false;
    this.#beside?.abort();
  }

  protected override willUpdate(): void {
    this.#focus.note(this);
  }

  protected override updated(): void {
    const find = (selector: string): HTMLElement | null => this.renderRoot.querySelector<HTMLElement>(selector);
    const menu = find('vla-menu');
    if (!menu) this.#beside?.abort();
    else if (this.#beside?.signal.aborted !== false) {
      const { signal } = (this.#beside = new AbortController());
      besideBar(menu, find('.bar')!, () => (this.menu = false), signal);
    }
    if (this.#focus.isLost) find('.retry, .first, vla-mic-button')?.focus();
  }

  protected override firstUpdated(): void {
    checkColours(this);
  }

  protected override render(): TemplateResult {
    const { view, actions } = this;
    const composer = html`<vla-composer
      exportparts="composer,input,send"
      .view=${view}
      .actions=${actions}
    ></vla-composer>`;
    return html`<div role="region" aria-label=${view.heading}>
      <div class="bar" part="panel">
        ${picture(view, actions)} ${this.#words()} ${view.textInput && !view.unusable ? composer : nothing}
        <vla-mic-button exportparts="mic,mute,end" .view=${view} .actions=${actions}></vla-mic-button>
        ${this.#more()}
      </div>
      <div role="alert">${faultCard(view, actions)}</div>
      <div class="cards">${view.cards}</div>
    </div>`;
  }

  #more(): TemplateResult {
    const { view, actions, menu = false } = this;
    const { labels } = view;
    return html`<button
        class="more"
        aria-label=${labels.menu}
        title=${labels.menu}
        aria-expanded=${menu}
        @click=${this.#toggle}
      >
        ${icon(MORE)}
      </button>
      ${
        menu
          ? html`<vla-menu
              popover="manual"
              exportparts="menu"
              .view=${view}
              .actions=${actions}
              @vla-menu-close=${() => (this.menu = false)}
            ></vla-menu>`
          : nothing
      }`;
  }

  #toggle(): void {
    this.menu = !this.menu;
    import('../menu/vla-menu.js').catch(() => undefined); // then there are no settings
  }

  #words(): TemplateResult {
    const { messages, inCall, transcript } = this.view;
    const latest = messages.at(-1);
    if (inCall || !transcript || latest?.role !== 'agent' || !latest.text) return statusLine(this.view);
    return html`<p part="status" dir="auto" title=${latest.text}>${latest.text}</p>`;
  }
}

define('vla-bar', VlaBar);

declare global {
  interface HTMLElementTagNameMap {
    'vla-bar': VlaBar;
  }
}
