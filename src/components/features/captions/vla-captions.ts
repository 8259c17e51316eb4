import { css, html, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { EndHold } from '../../ui/shared/end-hold.js';
import { FaceElement } from '../../ui/shared/face-element.js';
import { sharedLabels } from '../../i18n/shared-labels.js';
import { tokens } from '../../ui/shared/tokens.styles.js';

/**
 * The agent's words, shown one by one as they are heard, in a box of three lines. The box stays at the end of the text
 * unless the reader scrolls up. Screen readers do not read it out, because they announce each complete message.
 *
 * @csspart captions - The box.
 */
export class VlaCaptions extends FaceElement {
  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        padding-block-end: 10px;
      }
      [part] {
        padding: 8px 14px;
        border: 1px solid var(--_border);
        border-radius: 14px;
        background: var(--_surface-2);
        font-size: 17px;
        line-height: 1.4;
      }
      /* whole lines, always three: words that come must not move what is below them */
      [role] {
        block-size: calc(3 * 1.4em);
        overflow-y: auto;
        overscroll-behavior: contain;
        overflow-wrap: anywhere;
        scrollbar-width: thin;
        scrollbar-color: var(--_border) transparent;
      }
    `,
  ];

  readonly #end = new EndHold(this);
  readonly #scrolled = (): void => this.#end.scrolled();

  protected override render(): TemplateResult {
    const { labels, caption } = this.view;
    return html`<div part="captions">
      <div
        role="group"
        tabindex="0"
        aria-label=${{ ...sharedLabels, ...labels }.captions}
        dir="auto"
        @scroll=${this.#scrolled}
      >
        <p>${caption}</p>
      </div>
    </div>`;
  }
}

define('vla-captions', VlaCaptions);

declare global {
  interface HTMLElementTagNameMap {
    'vla-captions': VlaCaptions;
  }
}
