/** `max-duration` and `idle-timeout`: ends the call when its time is up, and warns before. */
import { html, type TemplateResult } from 'lit';
import { CallLimits } from './call-limits.js';
import './vla-countdown.js';
import type { EventHandlers, Feature, FeatureContext } from '../../../contract/feature.js';
import { limitLabels } from './labels.js';

/** DOM events that show that the visitor is there, besides the events of the conversation. */
const SIGNS = ['input', 'pointerdown'];

export class Limits implements Feature {
  readonly #agent: FeatureContext;
  readonly #limits: CallLimits;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#limits = new CallLimits(agent.host, {
      update: () => this.#warn(),
      end: (kind) => void agent.conversation.stop(kind),
    });
    for (const sign of SIGNS) agent.host.addEventListener(sign, this.#stay);
    this.#limits.follow();
  }

  readonly on: EventHandlers = {
    'vla-state': () => this.#limits.follow(),
    'vla-transcript': () => this.#limits.stay(),
    'vla-speech': () => this.#limits.stay(),
  };

  card(): TemplateResult | undefined {
    const { countdown } = this.#limits;
    if (!countdown) return undefined;
    return html`<vla-countdown
      part="card"
      .labels=${this.#agent.labels(limitLabels)}
      .countdown=${countdown}
      .stay=${this.#stay}
    ></vla-countdown>`;
  }

  readonly #stay = (): void => this.#limits.stay();

  /** Opens the panel so that the warning is seen. A visitor who is busy elsewhere on the page keeps the focus there. */
  #warn(): void {
    const { activeElement } = document;
    if (this.#limits.countdown && (!activeElement || activeElement === document.body)) this.#agent.host.show();
    this.#agent.requestUpdate();
  }
}
