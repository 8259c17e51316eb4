/**
 * Opens and closes the card "Check my microphone". The visitor opens it from the menu, from the card of an ended call, or
 * from the offer after a fault. Loaded when it is opened.
 */
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

  /** Closes the card, because the call itself asks for the microphone. */
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
