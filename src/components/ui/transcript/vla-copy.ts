import { css, html, LitElement, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { icon } from '../shared/icons.js';
import type { TranscriptLabels } from './labels.js';
import { copyText } from './export-transcript.js';
import { tokens } from '../shared/tokens.styles.js';

const COPY = 'M9 9h10v11H9zM5 15V4h10';
const DONE = 'M5 12.5l4.5 4.5L19 7.5';
/** How long the button shows the outcome, in ms: long enough to be noticed. */
const SHOWN_MS = 2000;

type CopyLabels = Pick<TranscriptLabels, 'copied' | 'copy-failed'>;

/**
 * A button that copies a text, then shows and announces whether that worked.
 *
 * @csspart copy - The button.
 */
export class VlaCopy extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties = {
    source: { attribute: false },
    name: { attribute: false },
    worded: { attribute: false },
    labels: { attribute: false },
    skipped: { attribute: false },
    outcome: { state: true },
  };
  static override styles = [
    tokens,
    css`
      button {
        padding-inline: 12px;
        color: var(--_subtle);
        font-size: 14px;
      }
      .worded {
        inline-size: 100%;
        justify-content: flex-start;
        color: inherit;
      }
      svg {
        inline-size: 18px;
        block-size: 18px;
      }
      @media (hover: hover) {
        button:hover {
          background: var(--_surface-2);
          color: var(--_text);
        }
      }
    `,
  ];

  /** Returns the text to copy. It is called when the button is pressed. */
  declare source: () => string;
  /** The button's accessible name. */
  declare name: string;
  /** True when the name is shown beside the icon. */
  declare worded: boolean;
  declare labels: CopyLabels;
  /** True when the Tab key skips the button, because the arrow keys lead to it. */
  declare skipped: boolean;
  declare private outcome: keyof CopyLabels | undefined;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const said = this.outcome && this.labels[this.outcome];
    return html`<button
        part="copy"
        class=${this.worded ? 'worded' : ''}
        tabindex=${this.skipped ? -1 : 0}
        aria-label=${this.name}
        title=${this.name}
        @click=${this.#copy}
      >
        ${icon(this.outcome === 'copied' ? DONE : COPY)}${this.worded ? html`<span>${said ?? this.name}</span>` : ''}</button
      ><span class="hidden" role="status">${said}</span>`;
  }

  async #copy(): Promise<void> {
    this.outcome = (await copyText(this.source())) ? 'copied' : 'copy-failed';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.outcome = undefined), SHOWN_MS);
  }
}

define('vla-copy', VlaCopy);

declare global {
  interface HTMLElementTagNameMap {
    'vla-copy': VlaCopy;
  }
}
