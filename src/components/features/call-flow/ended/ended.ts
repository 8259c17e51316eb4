/** Decides when the card of an ended call is shown, and carries out what the visitor chooses there. */
import { html, type TemplateResult } from 'lit';
import type { EndReason } from '../../../contract/conversation.js';
import type { EventHandlers, Feature, FeatureContext } from '../../../contract/feature.js';
import { isOver } from '../../../contract/status.js';
import { en } from '../../../i18n/labels.js';
import { sharedLabels } from '../../../i18n/shared-labels.js';
import { forget } from '../../../session/tab-storage.js';
import { transcriptLabels } from '../../../ui/transcript/labels.js';
import type { Message } from '../../../../worker/contract/conversation.js';
import { endedLabels } from './labels.js';

/** Only a visitor who said something and was answered can say how it was. */
const isWorthRating = (messages: readonly Message[]): boolean => {
  const asked = messages.findIndex(({ role, text }) => role === 'user' && text);
  return asked >= 0 && messages.slice(asked).some(({ role, text }) => role === 'agent' && text);
};

export class Ended implements Feature {
  readonly #agent: FeatureContext;
  /** Why the call ended. It is set while the card is shown: until it is closed, or another call begins. */
  #reason: EndReason | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#follow();
  }

  readonly on: EventHandlers = { 'vla-state': () => this.#follow() };

  card(): TemplateResult | undefined {
    if (!this.#reason) return undefined;
    const { host } = this.#agent;
    return html`<vla-ended
      part="card"
      .labels=${this.#agent.labels({ ...en, ...sharedLabels, ...transcriptLabels, ...endedLabels })}
      .reason=${this.#reason}
      .messages=${host.messages}
      .rate=${isWorthRating(host.messages) ? this.#rate : undefined}
      .forget=${() => this.#forget()}
      .check=${() => this.#agent.checkMicrophone()}
      .close=${this.#close}
      ><slot name="handoff"></slot
    ></vla-ended>`;
  }

  #follow(): void {
    const { host, conversation } = this.#agent;
    if (!isOver(host.state)) {
      this.#reason = undefined;
      return;
    }
    // Without messages, or without a session that knew them, no conversation took place, and its end is not worth a card.
    if (host.messages.length === 0 || !host.sessionId) return;
    this.#reason = conversation.endReason;
    // Only this card needs the element, so it is loaded only now.
    void import('./vla-ended.js').then(() => this.#agent.requestUpdate(), this.#close);
  }

  /** Begins anew, also out of a written chat that is still open. The consent stays. */
  async startAfresh(): Promise<void> {
    await this.#agent.conversation.stop('visitor');
    this.#forget(true);
  }

  /** Deletes the conversation from the screen and from storage, so that the agent is told nothing of it. */
  #forget(butConsent = false): void {
    const { host, conversation } = this.#agent;
    forget(host, butConsent);
    host.conversationId = undefined;
    conversation.restore([]);
    this.#close();
  }

  readonly #rate = (rating: number, text: string): void => {
    const { sessionId } = this.#agent.host;
    this.#agent.emit('vla-feedback', { rating, text, sessionId });
  };

  readonly #close = (): void => {
    this.#reason = undefined;
    this.#agent.requestUpdate();
  };
}
