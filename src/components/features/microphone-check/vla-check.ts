import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { FeatureContext } from '../../contract/feature.js';
import { cardStyles } from '../../ui/shared/card.styles.js';
import { openMeter, type Meter } from './microphone-meter.js';
import type { Check } from '../../contract/checks.js';
import { define } from '../../base/define.js';
import { CLOSE, icon } from '../../ui/shared/icons.js';
import { en, type Labels } from '../../i18n/labels.js';
import { sharedLabels } from '../../i18n/shared-labels.js';
import { checkLabels, type CheckLabels } from './labels.js';
import { focusCard } from '../../ui/shared/focus.js';
import { tokens } from '../../ui/shared/tokens.styles.js';
import { meterStyles } from './vla-check.styles.js';
import { isProblem, type Fault } from '../../../worker/contract/faults.js';

/** Level (RMS) from which a voice counts as heard. The noise of a quiet room stays below. */
const HEARD = 0.015;
/** After this time without a voice, the visitor is told that nothing is heard. */
const QUIET_MS = 5000;
const OK = 'M5 12.5l4.5 4.5L19 7.5';

/** The card "Check my microphone". It shows the microphone's level, and whether everything else that a call needs works. */
export class VlaCheck extends LitElement {
  static override properties = {
    agent: { attribute: false },
    done: { attribute: false },
    meter: { state: true },
    fault: { state: true },
    heard: { state: true },
    quiet: { state: true },
    checks: { state: true },
  };
  static override styles = [tokens, cardStyles, meterStyles];

  declare agent: FeatureContext;
  declare done: () => void;
  declare private meter: Meter | undefined;
  declare private fault: Fault | undefined;
  declare private heard: boolean;
  declare private quiet: boolean;
  declare private checks: readonly Check[] | undefined;

  #lifetime = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  override focus(options?: FocusOptions): void {
    focusCard(this, options);
  }

  protected override firstUpdated(): void {
    this.focus();
    void this.#listen();
    void this.agent.host.diagnose().then((checks) => (this.checks = checks));
  }

  async #listen(): Promise<void> {
    const { signal } = this.#lifetime;
    const meter = await openMeter(this.agent.assets, this.agent.host.inputDevice, signal);
    if (signal.aborted) return;
    if (isProblem(meter)) this.fault = await this.agent.faultOf(meter);
    else this.#watch((this.meter = meter), signal);
  }

  /** Draws the level once per animation frame until the card is removed. */
  #watch(meter: Meter, signal: AbortSignal): void {
    const silent = setTimeout(() => (this.quiet = !this.heard), QUIET_MS);
    signal.addEventListener('abort', () => clearTimeout(silent));
    const draw = (): void => {
      if (signal.aborted) return;
      const level = meter.level();
      if (level > HEARD) this.heard = true;
      // The bar is logarithmic, as hearing is, and covers 50 dB, so that a whisper moves it as well.
      const shown = Math.max(0, Math.min(1, 1 + Math.log10(Math.max(level, 0.001)) / 2.5));
      this.renderRoot.querySelector<HTMLElement>('.meter')?.style.setProperty('--_level', shown.toFixed(3));
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  }

  protected override render(): TemplateResult {
    const labels = this.agent.labels({ ...en, ...sharedLabels, ...checkLabels });
    return html`<div class="card" role="group" aria-labelledby="title" tabindex="-1">
      <button class="close" aria-label=${labels.close} title=${labels.close} @click=${this.done}>${icon(CLOSE)}</button>
      <h3 id="title">${labels['check-microphone']}</h3>
      <div class="meter" part="meter" role="img" aria-label=${labels['check-level']} ?hidden=${!this.meter}></div>
      <p role="status">${this.#words(labels)}</p>
      ${this.meter?.label ? html`<p class="subtle">${this.meter.label}</p>` : nothing}
      <h4>${labels['check-all']}</h4>
      ${
        this.checks
          ? html`<ul>
              ${this.checks.map((check) => this.#check(check, labels))}
            </ul>`
          : html`<p class="subtle">${labels['check-running']}</p>`
      }
    </div>`;
  }

  #words(labels: Labels & CheckLabels): TemplateResult | string {
    if (this.fault) return html`<b>${this.fault.message}</b> ${this.fault.fix}`;
    if (!this.meter) return labels['hint-requesting-mic'];
    if (this.heard) return labels['check-heard'];
    return labels[this.quiet ? 'check-quiet' : 'check-speak'];
  }

  #check({ check, ok, detail, fix }: Check, labels: CheckLabels): TemplateResult {
    return html`<li class=${ok ? '' : 'bad'} title=${detail}>
      ${icon(ok ? OK : CLOSE)}
      <span
        >${labels[`check-${check}`]}<span class="hidden">: ${labels[ok ? 'check-ok' : 'check-bad']}</span>
        ${ok ? nothing : html`<span class="fix">${fix}</span>`}</span
      >
    </li>`;
  }
}

define('vla-check', VlaCheck);

declare global {
  interface HTMLElementTagNameMap {
    'vla-check': VlaCheck;
  }
}
