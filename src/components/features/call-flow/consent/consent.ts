/** `consent-required`: asks the visitor before a call, unless this tab has kept the consent. */
import { html, type TemplateResult } from 'lit';
import type { Feature, FeatureContext } from '../../../contract/feature.js';
import { consentLabels } from './labels.js';
import { keep, recall } from '../../../session/tab-storage.js';
import './vla-consent.js';
import type { Fault } from '../../../../worker/contract/faults.js';

interface Question {
  readonly outcome: Promise<void>;
  readonly answer: (given: boolean) => void;
}

export class Consent implements Feature {
  readonly #agent: FeatureContext;
  #asking: Question | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  async beforeCall(): Promise<void> {
    const { host } = this.#agent;
    if (!host.consentRequired) return;
    const { consentVersion = '' } = host;
    if (recall(host).consent === consentVersion) return;
    host.show();
    this.#asking ??= this.#ask(consentVersion);
    this.#agent.requestUpdate();
    await this.#asking.outcome;
  }

  card(): TemplateResult | undefined {
    if (!this.#asking) return undefined;
    return html`<vla-consent
      class="first"
      part="card consent"
      .labels=${this.#agent.labels(consentLabels)}
      .typing=${this.#agent.host.textInput}
      .answer=${this.#asking.answer}
      ><slot name="consent"></slot
    ></vla-consent>`;
  }

  #ask(version: string): Question {
    const { host } = this.#agent;
    let answer!: (given: boolean) => void;
    const outcome = new Promise<void>((resolve, reject) => {
      answer = (given) => {
        this.#asking = undefined;
        this.#agent.requestUpdate();
        if (given) keep(host, { consent: version });
        const { language = document.documentElement.lang } = host;
        const time = new Date().toISOString();
        this.#agent.emit('vla-consent', { given, version, time, language: language.split(',')[0]! });
        if (given) resolve();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the contract: a Fault, plain data
        else reject(this.#refusal());
      };
    });
    return { outcome, answer };
  }

  /** The fault that `start()` rejects with. It stands for the visitor's choice, not for a failure. */
  #refusal(): Fault {
    const { 'consent-refused': message, 'consent-refused-fix': fix } = this.#agent.labels(consentLabels);
    return { code: 'mic-denied', message, fix, retryable: true, cause: 'the visitor did not agree' };
  }
}
