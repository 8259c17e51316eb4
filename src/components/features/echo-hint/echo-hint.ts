/** Looks out for an agent that interrupts itself; loaded when something was interrupted for the first time. */
import { html, type TemplateResult } from 'lit';
import type { AgentElement } from '../../agent/agent-element.js';
import type { AgentSession } from '../../session/agent-runtime.js';
import { seemsToHearItself } from './echo-evidence.js';
import { withMore } from '../../i18n/optional-labels.js';
import type { StateDetail, TranscriptDetail } from '../../contract/events.js';
import './vla-hint.js';

type Told<Detail> = (event: CustomEvent<Detail>) => void;

export class EchoWatch {
  readonly #element: AgentElement;
  readonly #session: AgentSession;
  /** What was said before is no evidence of what is heard now. */
  #from = 0;
  #told = false;
  #hint: TemplateResult | undefined;

  constructor(element: AgentElement, session: AgentSession) {
    this.#element = element;
    this.#session = session;
    const hear: Told<TranscriptDetail> = ({ detail }) => detail.role === 'user' && detail.final && this.#look();
    const rest: Told<StateDetail> = ({ detail: { state } }) => (state === 'ended' || state === 'error') && this.#rest();
    session.cards.push(() => this.#hint);
    element.addEventListener('vla-transcript', hear as EventListener);
    element.addEventListener('vla-state', rest as EventListener);
  }

  /** Once is enough: a visitor who sent the hint away has read it. */
  #look(): void {
    if (this.#told || !seemsToHearItself(this.#element.messages.slice(this.#from))) return;
    this.#told = true;
    this.#show(this.#advice());
    void this.#tell();
  }

  #rest(): void {
    this.#from = this.#element.messages.length;
    this.#show(undefined);
  }

  #show(hint: TemplateResult | undefined): void {
    this.#hint = hint;
    this.#element.requestUpdate();
  }

  #advice(): TemplateResult {
    const labels = withMore(this.#session.labels);
    const view = { text: labels['hint-echo'], dismiss: labels.dismiss };
    return html`<vla-hint .view=${view} .actions=${{ dismiss: () => this.#show(undefined) }}></vla-hint>`;
  }

  /** The page learns it as something about the microphone in use. */
  async #tell(): Promise<void> {
    const { inputs } = await this.#element.devices();
    const { deviceId = '', label = '' } = inputs.find(({ current }) => current) ?? {};
    this.#session.onDevice({ kind: 'input', deviceId, label, reason: 'echo' });
  }
}
