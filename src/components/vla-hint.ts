import { css, html, nothing, type TemplateResult } from 'lit';
import { define, FaceElement } from './face-element.js';
import { CLOSE, icon } from './icons.js';
import { tokens } from './tokens.styles.js';

export interface HintView {
  readonly text: string;
  /** What the button is called that takes it away. */
  readonly dismiss: string;
}

export interface HintActions {
  dismiss(): void;
}

/** A quiet line of advice, which the visitor may send away. */
export class VlaHint extends FaceElement<HintView, HintActions> {
  static override properties = { ...FaceElement.properties, there: { state: true } };
  static override styles = [
    tokens,
    css`
      :host {
        display: flex;
        align-items: center;
        padding-inline-start: 12px;
        border-radius: 12px;
        background: var(--_surface-2);
        color: var(--_subtle);
        font-size: 14px;
      }
      p {
        flex: 1;
      }
    `,
  ];

  /** What arrives together with its place is often not read out. */
  declare private there: boolean;

  protected override firstUpdated(): void {
    requestAnimationFrame(() => (this.there = true));
  }

  protected override render(): TemplateResult {
    const { text, dismiss } = this.view;
    return html`<p role="status">${this.there ? text : nothing}</p>
      <button aria-label=${dismiss} title=${dismiss} @click=${() => this.actions.dismiss()}>${icon(CLOSE)}</button>`;
  }
}

define('vla-hint', VlaHint);

declare global {
  interface HTMLElementTagNameMap {
    'vla-hint': VlaHint;
  }
}
