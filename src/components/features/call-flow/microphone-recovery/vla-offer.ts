import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../../base/define.js';
import { tokens } from '../../../ui/shared/tokens.styles.js';

/** A quiet button below a card. */
export class VlaOffer extends LitElement {
  static override properties = { words: { attribute: false }, accept: { attribute: false } };
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        padding-block-end: 10px;
      }
      button {
        inline-size: 100%;
        padding-inline: 16px;
        border-color: var(--_border);
      }
      @media (hover: hover) {
        button:hover {
          background: var(--_surface-2);
        }
      }
    `,
  ];

  declare words: string;
  declare accept: () => void;

  protected override render(): TemplateResult {
    return html`<button @click=${() => this.accept()}>${this.words}</button>`;
  }
}

define('vla-offer', VlaOffer);

declare global {
  interface HTMLElementTagNameMap {
    'vla-offer': VlaOffer;
  }
}
