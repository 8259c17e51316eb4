import { css, html, nothing, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement } from './face-element.js';
import { CLOSE, icon } from './icons.js';
import { tokens } from './tokens.styles.js';

export interface HintView {
  readonly text: string;
  /** The label of the button that dismisses the hint. */
  readonly dismiss: string;
}

export interface HintActions {
  dismiss(): void;
}

/** A line of advice that the visitor can dismiss. */
export class VlaHint extends FaceElement<HintView, HintActions> {
  static override properties = { ...FaceElement.properties, there: { state: true } };
  static override styles = [
    tokens,
    css`
      :host {
        display: flex;
        align-items: center;
        position: relative;
        isolation: isolate;
        padding-block: 2px 12px; /* the panel takes margins away */
        padding-inline-start: 14px;
      }
      :host::before {
        position: absolute;
        inset: 0;
        inset-block-end: 10px;
        z-index: -1;
        border-radius: 14px;
        background: var(--_surface-2);
        content: '';
      }
      p {
        flex: 1;
      }
      p,
      button {
        color: var(--_subtle);
        font-size: 14px;
      }
    `,
  ];

  /** True after the first frame. Screen readers often do not read out a text that is added together with its live region. */
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
