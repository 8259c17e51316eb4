/** Advises headphones when the agent seems to interrupt itself. Loaded with the first interruption. */
import { html, type TemplateResult } from 'lit';
import { seemsToHearItself } from './echo-evidence.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import { en } from '../../i18n/labels.js';
import { echoLabels } from './labels.js';
import '../../ui/shared/vla-hint.js';

export const create = (agent: FeatureContext): Feature => new EchoHint(agent);

class EchoHint implements Feature {
  readonly #agent: FeatureContext;
  /** Index of this conversation's first message. Earlier conversations are no evidence of an echo in this one. */
  #from = 0;
  #advised = false;
  #shown = false;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  readonly on: EventHandlers = {
    'vla-transcript': ({ role, final }) => {
      if (role === 'user' && final) this.#look();
    },
    'vla-state': ({ state }) => {
      if (!isOver(state)) return;
      this.#from = this.#agent.host.messages.length;
      this.#show(false);
    },
  };

  card(): TemplateResult | undefined {
    if (!this.#shown) return undefined;
    const labels = this.#agent.labels({ ...en, ...echoLabels });
    const view = { text: labels['hint-echo'], dismiss: labels.dismiss };
    return html`<vla-hint .view=${view} .actions=${{ dismiss: () => this.#show(false) }}></vla-hint>`;
  }

  /** Shows the hint when there is an echo. It does so once, because a visitor who has dismissed it has read it. */
  #look(): void {
    if (this.#advised || !seemsToHearItself(this.#agent.host.messages.slice(this.#from))) return;
    this.#advised = true;
    this.#show(true);
    void this.#tellPage();
  }

  #show(shown: boolean): void {
    this.#shown = shown;
    this.#agent.requestUpdate();
  }

  /** Tells the page by `vla-device`, with the microphone in use. */
  async #tellPage(): Promise<void> {
    const { inputs } = await this.#agent.host.devices();
    const { deviceId = '', label = '' } = inputs.find(({ current }) => current) ?? {};
    this.#agent.emit('vla-device', { kind: 'input', deviceId, label, reason: 'echo' });
  }
}
