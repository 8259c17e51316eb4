import { css, html, LitElement, type TemplateResult } from 'lit';
import { cardStyles } from '../../ui/shared/card.styles.js';
import { define } from '../../base/define.js';
import type { FormLabels } from './labels.js';
import { focusCard } from '../../ui/shared/focus.js';
import { tokens } from '../../ui/shared/tokens.styles.js';

/**
 * The card of a form that was filled in. Its buttons lead the visitor to the form, or refuse to send it. The visitor sends
 * it with the form's own button.
 */
export class VlaFormCard extends LitElement {
  static override properties = {
    labels: { attribute: false },
    show: { attribute: false },
    refuse: { attribute: false },
  };
  static override styles = [
    tokens,
    cardStyles,
    css`
      p {
        margin-block-start: 4px;
      }
    `,
  ];

  declare labels: FormLabels;
  declare show: () => void;
  declare refuse: () => void;

  override focus(options?: FocusOptions): void {
    focusCard(this, options);
  }

  protected override render(): TemplateResult {
    const { labels } = this;
    return html`<div class="card" role="group" aria-labelledby="title" aria-describedby="text" tabindex="-1">
      <h3 id="title">${labels['form-title']}</h3>
      <p id="text">${labels['form-text']}</p>
      <div class="row">
        <button class="quiet" @click=${() => this.refuse()}>${labels['form-no']}</button>
        <button class="primary" @click=${() => this.show()}>${labels['form-show']}</button>
      </div>
    </div>`;
  }
}

define('vla-form-card', VlaFormCard);

declare global {
  interface HTMLElementTagNameMap {
    'vla-form-card': VlaFormCard;
  }
}
