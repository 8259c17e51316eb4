import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Countdown } from './limit-timer.js';
import { cardStyles } from '../../ui/shared/card.styles.js';
import { define } from '../../base/define.js';
import type { LimitLabels } from './labels.js';
import { tokens } from '../../ui/shared/tokens.styles.js';

/** Warns that the call is about to end. When it ends because nobody spoke, a button lets the visitor stay. */
export class VlaCountdown extends LitElement {
  static override properties = {
    labels: { attribute: false },
    countdown: { attribute: false },
    stay: { attribute: false },
    said: { state: true },
  };
  static override styles = [
    tokens,
    cardStyles,
    css`
      p {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare labels: LimitLabels;
  declare countdown: Countdown;
  declare stay: () => void;
  /** The warning for screen readers. It is read out once: a number every second would leave no pause to speak in. */
  declare private said: string | undefined;

  protected override firstUpdated(): void {
    // Screen readers often do not read out an alert that is added together with its text.
    requestAnimationFrame(() => (this.said = `${this.#title} ${this.#left}`));
  }

  get #title(): string {
    return this.labels[this.countdown.kind === 'idle' ? 'still-there' : 'limit-near'];
  }

  get #left(): string {
    const { seconds } = this.countdown;
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return this.labels['ends-in'].replace('{time}', time);
  }

  protected override render(): TemplateResult {
    return html`<div class="card" role="group" aria-labelledby="title">
      <h3 id="title">${this.#title}</h3>
      <p class="subtle" aria-hidden="true">${this.#left}</p>
      <p class="hidden" role="alert">${this.said}</p>
      ${
        this.countdown.kind === 'idle'
          ? html`<div class="row">
              <button class="primary" @click=${this.stay}>${this.labels['still-here']}</button>
            </div>`
          : ''
      }
    </div>`;
  }
}

define('vla-countdown', VlaCountdown);

declare global {
  interface HTMLElementTagNameMap {
    'vla-countdown': VlaCountdown;
  }
}
