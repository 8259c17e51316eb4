/**
 * After a fault of the microphone, offers to check it, and removes the fault when its cause has gone, so that the visitor
 * can start again.
 */
import { html, type TemplateResult } from 'lit';
import { watchMicrophone } from './watch-microphone.js';
import './vla-offer.js';
import type { EventHandlers, Feature, FeatureContext } from '../../../contract/feature.js';
import { isOver } from '../../../contract/status.js';
import { sharedLabels } from '../../../i18n/shared-labels.js';
import type { FaultCode } from '../../../../worker/contract/faults.js';

/** Faults that the visitor may solve by checking the microphone. */
const MENDABLE = /^mic-(denied|missing|busy)/;

export class MicrophoneRecovery implements Feature {
  readonly #agent: FeatureContext;
  #watching: AbortController | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    const { problem } = agent.conversation;
    if (problem) this.#watch(problem.code);
  }

  readonly on: EventHandlers = {
    'vla-error': ({ code }) => this.#watch(code),
    'vla-state': ({ state }) => {
      if (!isOver(state)) this.#watching?.abort();
    },
  };

  card(): TemplateResult | undefined {
    if (!MENDABLE.test(this.#agent.host.fault?.code ?? '')) return undefined;
    return html`<vla-offer
      .words=${this.#agent.labels(sharedLabels)['check-microphone']}
      .accept=${() => this.#agent.checkMicrophone()}
    ></vla-offer>`;
  }

  #watch(code: FaultCode): void {
    this.#watching?.abort();
    const watching = (this.#watching = new AbortController());
    const mended = (): void => {
      watching.abort();
      const { conversation } = this.#agent;
      if (conversation.problem?.code === code) conversation.dismissProblem();
    };
    watchMicrophone(code, mended, watching.signal);
  }
}
