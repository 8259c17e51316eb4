import { css, html, LitElement, type TemplateResult } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import { define } from '../../base/define.js';
import { cardStyles } from '../../ui/shared/card.styles.js';
import { tokens } from '../../ui/shared/tokens.styles.js';
import { focusCard } from '../../ui/shared/focus.js';
import type { OtherTabLabels } from './labels.js';

/** Hides the panel's own buttons while the visitor is asked, so that no second button seems to start the call. */
const around = css`
  vla-other-tab ~ .controls {
    display: none !important;
  }
`;

/** The card that asks whether the call of another tab is taken here. */
export class VlaOtherTab extends LitElement {
  static override properties = { labels: { attribute: false }, answer: { attribute: false } };
  static override styles = [tokens, cardStyles];

  declare labels: OtherTabLabels;
  declare answer: (yes: boolean) => void;

  override connectedCallback(): void {
    super.connectedCallback();
    adoptStyles(this.getRootNode(), around);
  }

  protected override firstUpdated(): void {
    focusCard(this);
  }

  protected override render(): TemplateResult {
    const { labels } = this;
    return html`<div class="card" role="group" aria-labelledby="title" tabindex="-1">
      <h3 id="title">${labels['other-tab']}</h3>
      <div class="row">
        <button class="quiet" @click=${() => this.answer(false)}>${labels['other-tab-no']}</button>
        <button class="primary" @click=${() => this.answer(true)}>${labels['other-tab-yes']}</button>
      </div>
    </div>`;
  }
}

define('vla-other-tab', VlaOtherTab);

declare global {
  interface HTMLElementTagNameMap {
    'vla-other-tab': VlaOtherTab;
  }
}
