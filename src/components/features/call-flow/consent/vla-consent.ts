import { css, html, LitElement, type TemplateResult } from 'lit';
import { adoptStyles } from '../../../base/adopt-styles.js';
import { cardStyles } from '../../../ui/shared/card.styles.js';
import { define } from '../../../base/define.js';
import { isFilled } from '../../../ui/shared/face-element.js';
import type { ConsentLabels } from './labels.js';
import { focusCard } from '../../../ui/shared/focus.js';
import { tokens } from '../../../ui/shared/tokens.styles.js';

/** Hides the panel's own buttons while the visitor is asked, so that no second button seems to start the call. */
const around = css`
  vla-consent ~ .controls {
    display: none !important;
  }
`;

/**
 * Asks whether the visitor agrees, before the microphone is asked for.
 *
 * @slot - The page's own text, with its links.
 */
export class VlaConsent extends LitElement {
  static override properties = {
    labels: { attribute: false },
    answer: { attribute: false },
    typing: { attribute: false },
    filled: { state: true },
  };
  static override styles = [
    tokens,
    cardStyles,
    css`
      .text {
        max-block-size: 9.5em;
        overflow-y: auto;
        margin-block-start: 6px;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare labels: ConsentLabels;
  declare answer: (given: boolean) => void;
  /** True when a visitor who refuses can still type. */
  declare typing: boolean;
  /** True when the page has put its own text into the slot. */
  declare private filled: boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    adoptStyles(this.getRootNode(), around);
  }

  override focus(options?: FocusOptions): void {
    focusCard(this, options);
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override render(): TemplateResult {
    const { labels } = this;
    const change = (event: Event): void => void (this.filled = isFilled(event));
    return html`<div class="card" role="group" aria-labelledby="title" aria-describedby="text" tabindex="-1">
      <h3 id="title">${labels['consent-title']}</h3>
      <div class="text" id="text" tabindex="0">
        ${this.filled ? '' : labels['consent-text']}<slot @slotchange=${change}></slot>
      </div>
      <div class="row">
        <button class="quiet" @click=${() => this.answer(false)}>
          ${labels[this.typing ? 'consent-no' : 'consent-only-no']}
        </button>
        <button class="primary" @click=${() => this.answer(true)}>${labels['consent-yes']}</button>
      </div>
    </div>`;
  }
}

define('vla-consent', VlaConsent);

declare global {
  interface HTMLElementTagNameMap {
    'vla-consent': VlaConsent;
  }
}
