/**
 * `max-duration` and `idle-timeout`: ends the call when its time is up, and warns before. Loaded when a page sets one of
 * them.
 */
import { html, type TemplateResult } from 'lit';
import { LimitTimer } from './limit-timer.js';
import './vla-countdown.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { limitLabels } from './labels.js';

/** DOM events that show that the visitor is there, besides the events of the conversation. */
const SIGNS = ['input', 'pointerdown'];

export const create = (agent: FeatureContext): CallLimits => new CallLimits(agent);

class CallLimits implements Feature {
  readonly #agent: FeatureContext;
  readonly #timer: LimitTimer;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#timer = new LimitTimer(agent.host, {
      update: () => this.#warn(),
      end: (kind) => void agent.conversation.stop(kind),
    });
    for (const sign of SIGNS) agent.host.addEventListener(sign, this.#stay);
    this.#timer.follow();
  }

  readonly on: EventHandlers = {
    'vla-state': () => this.#timer.follow(),
    'vla-transcript': () => this.#timer.stay(),
    'vla-speech': () => this.#timer.stay(),
  };

  card(): TemplateResult | undefined {
    const { countdown } = this.#timer;
    if (!countdown) return undefined;
    return html`<vla-countdown
      part="card"
      .labels=${this.#agent.labels(limitLabels)}
      .countdown=${countdown}
      .stay=${this.#stay}
    ></vla-countdown>`;
  }

  readonly #stay = (): void => this.#timer.stay();

  /** Opens the panel so that the warning is seen. A visitor who is busy elsewhere on the page keeps the focus there. */
  #warn(): void {
    const { activeElement } = document;
    if (this.#timer.countdown && (!activeElement || activeElement === document.body)) this.#agent.host.show();
    this.#agent.requestUpdate();
  }
}
