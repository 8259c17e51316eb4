/**
 * `max-duration` and `idle-timeout`: ends the call when its time is up, and warns before. `idle-prompt`: has the agent ask a
 * silent visitor. Loaded when a page sets one of them.
 */
import { html, type TemplateResult } from 'lit';
import { IdlePrompt } from './idle-prompt.js';
import { LimitTimer, type Before } from './limit-timer.js';
import './vla-countdown.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import { keep, recall } from '../../session/tab-storage.js';
import { limitLabels } from './labels.js';
import type { Role } from '../../../worker/contract/conversation.js';

/** DOM events that show that the visitor is there, besides the events of the conversation. */
const SIGNS = ['input', 'pointerdown'];

export const create = (agent: FeatureContext): CallLimits => new CallLimits(agent);

class CallLimits implements Feature {
  readonly #agent: FeatureContext;
  readonly #timer: LimitTimer;
  readonly #prompt: IdlePrompt;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#timer = new LimitTimer(agent.host, {
      update: () => this.#warn(),
      isActive: () => agent.conversation.active,
      before: () => this.#before(),
      end: (kind) => void agent.conversation.stop(kind),
    });
    this.#prompt = new IdlePrompt(agent);
    for (const sign of SIGNS) agent.host.addEventListener(sign, this.#stay);
    this.#follow();
  }

  readonly on: EventHandlers = {
    'vla-state': () => this.#follow(),
    'vla-transcript': ({ role }) => this.#heard(role),
    'vla-speech': ({ who }) => this.#heard(who),
  };

  /** The conversation may go on, and its time too, on the next one. */
  onLeave(): void {
    const { spentMs, quietMs } = this.#timer;
    if (spentMs !== undefined) keep(this.#agent.host, { spentMs, quietMs, asked: this.#prompt.asked });
  }

  /** Taken away, because only the conversation that goes on has lasted for so long. */
  #before(): Before {
    const { spentMs, quietMs, asked } = recall(this.#agent.host);
    if (spentMs) keep(this.#agent.host, { spentMs: undefined, quietMs: undefined, asked: undefined });
    this.#prompt.asked ||= asked === true;
    return { spentMs: Number(spentMs) || 0, quietMs: Number(quietMs) || 0 };
  }

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

  readonly #stay = (): void => this.#heard('user');

  #follow(): void {
    this.#timer.follow();
    if (isOver(this.#agent.host.state)) this.#prompt.heard();
    this.#prompt.follow(this.#timer.quietSince);
  }

  #heard(who: Role): void {
    if (who === 'user') this.#prompt.heard();
    this.#timer.stay();
    this.#prompt.follow(this.#timer.quietSince);
  }

  /** Opens the panel so that the warning is seen. A visitor who is busy elsewhere on the page keeps the focus there. */
  #warn(): void {
    const { activeElement } = document;
    if (this.#timer.countdown && (!activeElement || activeElement === document.body)) this.#agent.host.show();
    this.#agent.requestUpdate();
  }
}
