import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { cardStyles } from '../../../ui/shared/card.styles.js';
import { define } from '../../../base/define.js';
import { CLOSE, icon } from '../../../ui/shared/icons.js';
import type { EndReason } from '../../../contract/conversation.js';
import type { Labels } from '../../../i18n/labels.js';
import type { TranscriptLabels } from '../../../ui/transcript/labels.js';
import type { SharedLabels } from '../../../i18n/shared-labels.js';
import type { EndedLabels } from './labels.js';
import { downloadText, transcriptName, transcriptText } from '../../../ui/transcript/export-transcript.js';
import { tokens } from '../../../ui/shared/tokens.styles.js';
import '../../../ui/transcript/vla-copy.js';
import { endedStyles, STAR } from './vla-ended.styles.js';
import type { Message } from '../../../../worker/contract/conversation.js';

const RATINGS = [1, 2, 3, 4, 5] as const;

/**
 * The card after a call. It says why the call ended, asks for a rating, and shows where to go from here.
 *
 * @slot - Where to go from here: mail, phone, a chat with people.
 */
export class VlaEnded extends LitElement {
  static override properties = {
    labels: { attribute: false },
    reason: { attribute: false },
    messages: { attribute: false },
    rate: { attribute: false },
    forget: { attribute: false },
    check: { attribute: false },
    close: { attribute: false },
    rating: { state: true },
    sent: { state: true },
    said: { state: true },
  };
  static override styles = [tokens, cardStyles, endedStyles];

  declare labels: Labels & SharedLabels & TranscriptLabels & EndedLabels;
  declare reason: EndReason;
  declare messages: readonly Message[];
  /** Takes the rating. Without it none is asked for. */
  declare rate: ((rating: number, text: string) => void) | undefined;
  /** Deletes the conversation. */
  declare forget: () => void;
  declare check: () => void;
  declare close: () => void;
  declare private rating: (typeof RATINGS)[number] | undefined;
  declare private sent: boolean;
  declare private said: string | undefined;

  protected override firstUpdated(): void {
    // Screen readers often do not read out a status that is added together with its text.
    requestAnimationFrame(() => (this.said = this.labels[`ended-${this.reason}`]));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#send(); // stars count as a rating even when the button was not pressed
  }

  protected override render(): TemplateResult {
    const { labels } = this;
    return html`<div class="card" role="group" aria-labelledby="title">
      <button class="close" aria-label=${labels.dismiss} title=${labels.dismiss} @click=${this.close}>
        ${icon(CLOSE)}
      </button>
      <h3 id="title">${labels[`ended-${this.reason}`]}</h3>
      <p class="hidden" role="status">${this.sent ? labels['rate-thanks'] : this.said}</p>
      ${this.sent ? html`<p class="subtle">${labels['rate-thanks']}</p>` : this.rate ? this.#question() : nothing}
      <slot></slot>
      <div class="tools">
        <vla-copy
          .source=${() => transcriptText(this.messages, labels)}
          .name=${labels['copy-all']}
          .labels=${labels}
        ></vla-copy>
        ${this.#tool('download', DOWNLOAD, () => downloadText(transcriptText(this.messages, labels), transcriptName()))}
        ${this.#tool('check-microphone', CHECK, this.check)} ${this.#tool('forget', BIN, this.forget)}
      </div>
    </div>`;
  }

  #tool(name: keyof (SharedLabels & EndedLabels), drawing: string, press: () => void): TemplateResult {
    const words = this.labels[name];
    return html`<button class="tool" part=${name} aria-label=${words} title=${words} @click=${press}>
      ${icon(drawing)}
    </button>`;
  }

  #question(): TemplateResult {
    const { labels } = this;
    const send = html`<div class="more">
      <textarea rows="2" aria-label=${labels['rate-text']} placeholder=${labels['rate-text']}></textarea>
      <button class="primary" @click=${this.#press}>${labels['rate-send']}</button>
    </div>`;
    return html`<fieldset>
        <legend class="subtle">${labels['rate-title']}</legend>
        <div class="stars">${RATINGS.map((rating) => this.#star(rating))}</div>
      </fieldset>
      ${this.rating ? send : nothing}`;
  }

  #star(rating: (typeof RATINGS)[number]): TemplateResult {
    const words = this.labels[`rate-${rating}`];
    const lit = rating <= (this.rating ?? 0);
    return html`<label class=${lit ? 'lit' : ''} title=${words}>
      <input
        type="radio"
        name="rating"
        aria-label=${words}
        .checked=${rating === this.rating}
        @change=${() => (this.rating = rating)}
      />${icon(STAR)}
    </label>`;
  }

  #press(): void {
    this.#send();
    this.renderRoot.querySelector<HTMLElement>('.close')?.focus(); // the button that has the focus is about to disappear
  }

  #send(): void {
    if (!this.rating || this.sent) return;
    this.rate?.(this.rating, this.renderRoot.querySelector('textarea')?.value.trim() ?? '');
    this.sent = true;
  }
}

const DOWNLOAD = 'M12 4v11M7 10.5l5 5 5-5M5 20h14';
const CHECK =
  'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.5 11a6.5 6.5 0 0 0 6.5 6.5M12 17.5V21M15.5 17.5l2 2 4-4.5';
const BIN = 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5';

define('vla-ended', VlaEnded);

declare global {
  interface HTMLElementTagNameMap {
    'vla-ended': VlaEnded;
  }
}
