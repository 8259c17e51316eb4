import { css, html, nothing, type TemplateResult } from 'lit';
import { cardStyles } from '../../ui/shared/card.styles.js';
import { define } from '../../base/define.js';
import { FaceElement } from '../../ui/shared/face-element.js';
import { fillWords } from '../../i18n/interpolate.js';
import type { Labels } from '../../i18n/labels.js';
import type { ApprovalLabels } from './labels.js';
import { focusCard } from '../../ui/shared/focus.js';
import { tokens } from '../../ui/shared/tokens.styles.js';
import type { ApprovalDetail } from '../../contract/events.js';

export interface ApprovalView {
  readonly labels: Labels & ApprovalLabels;
  /** Number of requests that wait, including this one. */
  readonly waiting: number;
}

/** Presses this soon after the card appeared are ignored, in ms, because they were meant for something else there. */
const SETTLES_MS = 400;
/** Arguments with more characters, or more rows of a name and a value, are folded. */
const LONG = 240;
const MANY = 6;

type Row = readonly [name: string, value: string];

const pretty = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));

/** One row per named argument, or a single row without a name when the arguments are no object. */
function rowsOf(args: unknown): readonly Row[] {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return [['', pretty(args)]];
  return Object.entries(args).map(([name, value]) => [name, pretty(value)]);
}

/**
 * The card that asks whether a tool of an MCP server may run, and shows the arguments that it would get. Everything from
 * the model is shown as plain text, never as HTML.
 */
export class VlaApproval extends FaceElement<ApprovalView> {
  static override properties = { ...FaceElement.properties, request: { attribute: false }, unfolded: { state: true } };
  static override styles = [
    tokens,
    cardStyles,
    css`
      bdi {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .arguments {
        margin-block-start: 10px;
        padding: 8px 10px;
        border-radius: 8px;
        background: color-mix(in oklab, currentColor 8%, transparent);
        overflow: hidden;
      }
      .folded {
        max-block-size: 7.5em;
        mask-image: linear-gradient(#000 60%, transparent);
      }
      .unfolded {
        max-block-size: min(18em, 40dvh);
        overflow-y: auto;
      }
      dt {
        color: var(--_subtle);
        font-size: 12.5px;
      }
      dd {
        margin: 0;
        font-size: 13px;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      div + div > dt {
        margin-block-start: 6px;
      }
      .more {
        padding-inline: 10px;
        font-size: 13px;
        text-decoration: underline;
        text-underline-offset: 2px;
      }
      .waiting {
        margin-block-start: 8px;
        font-size: 12.5px;
      }
    `,
  ];

  declare request: ApprovalDetail;
  declare private unfolded: boolean | undefined;

  #shownAt = Infinity;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#shownAt = performance.now();
    this.classList.add('first');
    this.part.add('card');
  }

  override focus(options?: FocusOptions): void {
    focusCard(this, options);
  }

  protected override render(): TemplateResult {
    const { labels, waiting } = this.view;
    const { name, serverLabel } = this.request;
    const tool = html`<bdi>${name}</bdi>`;
    const server = html`<bdi>${serverLabel}</bdi>`;
    return html`<div class="card" role="group" aria-labelledby="title" aria-describedby="text" tabindex="-1">
      <h3 id="title">${labels['approval-title']}</h3>
      <p id="text">${fillWords(labels['approval-text'], { tool, server })}</p>
      ${this.#arguments()}
      <div class="row">
        <button class="quiet" @click=${() => this.#answer(false)}>${labels['approval-no']}</button>
        <button class="primary" @click=${() => this.#answer(true)}>${labels['approval-yes']}</button>
      </div>
      ${waiting > 1 ? html`<p class="subtle waiting">${fillWords(labels['approval-more'], { count: waiting - 1 })}</p>` : nothing}
    </div>`;
  }

  #arguments(): TemplateResult | typeof nothing {
    const { labels } = this.view;
    const rows = rowsOf(this.request.arguments);
    if (rows.length === 0) return nothing;
    const text = rows.flat().join('\n');
    const isLong = text.length > LONG || text.split('\n').length > 2 * MANY;
    const fold = isLong ? (this.unfolded ? 'unfolded' : 'folded') : '';
    const unfold = html`<button class="more" aria-expanded=${this.unfolded ?? false} @click=${this.#unfold}>
      ${labels[this.unfolded ? 'show-less' : 'show-all']}
    </button>`;
    return html`<div
        class="arguments ${fold}"
        role="group"
        tabindex=${fold === 'unfolded' ? 0 : nothing}
        aria-label=${labels['approval-arguments']}
      >
        <dl>
          ${rows.map(
            ([name, value]) =>
              html`<div>
                <dt dir="auto">${name}</dt>
                <dd dir="auto">${value}</dd>
              </div>`,
          )}
        </dl>
      </div>
      ${isLong ? unfold : nothing}`;
  }

  #unfold(): void {
    this.unfolded = !this.unfolded;
  }

  #answer(yes: boolean): void {
    if (performance.now() - this.#shownAt > SETTLES_MS) this.request.respondWith(yes);
  }
}

define('vla-approval', VlaApproval);

declare global {
  interface HTMLElementTagNameMap {
    'vla-approval': VlaApproval;
  }
}
