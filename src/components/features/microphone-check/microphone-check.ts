/** "Check my microphone", from the menu, the card of an ended call, or an offer after a fault. Loaded when asked for. */
import { html, type TemplateResult } from 'lit';
import type { Feature, FeatureContext } from '../../contract/feature.js';
import './vla-check.js';

export const create = (agent: FeatureContext): MicrophoneCheck => new MicrophoneCheck(agent);

class MicrophoneCheck implements Feature {
  readonly #agent: FeatureContext;
  #open = false;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  open(): void {
    this.#show(true);
  }

  /** The call is about to ask for the microphone by itself. */
  async beforeCall(): Promise<void> {
    if (this.#open) this.#show(false);
  }

  card(): TemplateResult | undefined {
    if (!this.#open) return undefined;
    return html`<vla-check
      class="first"
      part="card"
      .agent=${this.#agent}
      .done=${() => this.#show(false)}
    ></vla-check>`;
  }

  #show(open: boolean): void {
    this.#open = open;
    this.#agent.requestUpdate();
  }
}
