/**
 * A call of another tab has the microphone: asks the visitor whether to take it here. Loaded when a call is to begin while
 * another goes on. The other call ends when this one begins (`session/hold-microphone.ts`).
 */
import { html, type TemplateResult } from 'lit';
import type { Feature, FeatureContext } from '../../contract/feature.js';
import { isInOtherTab } from '../../session/hold-microphone.js';
import { otherTabLabels } from './labels.js';
import './vla-other-tab.js';

export const create = (agent: FeatureContext): Feature => new OtherTab(agent);

interface Question {
  readonly answer: Promise<boolean>;
  readonly give: (yes: boolean) => void;
}

class OtherTab implements Feature {
  readonly #agent: FeatureContext;
  #question: Question | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  /** Without a face nobody can be asked, and a page that starts a call there means it. */
  async beforeCall(): Promise<void> {
    const { host } = this.#agent;
    if (host.variant === 'headless' || !(await isInOtherTab())) return;
    host.show();
    this.#question ??= this.#ask();
    this.#agent.requestUpdate();
    if (await this.#question.answer) return;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
    throw await this.#agent.faultOf({ code: 'mic-busy', cause: 'the call goes on in another tab' });
  }

  card(): TemplateResult | undefined {
    if (!this.#question) return undefined;
    return html`<vla-other-tab
      class="first"
      part="card"
      .labels=${this.#agent.labels(otherTabLabels)}
      .answer=${this.#question.give}
    ></vla-other-tab>`;
  }

  #ask(): Question {
    let settle!: (yes: boolean) => void;
    const answer = new Promise<boolean>((resolve) => (settle = resolve));
    const give = (yes: boolean): void => {
      this.#question = undefined;
      this.#agent.requestUpdate();
      settle(yes);
    };
    return { answer, give };
  }
}
