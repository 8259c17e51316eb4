/**
 * Asks the visitor whether MCP tools may run, with one card per request, one after the other. Loaded with the first
 * request.
 */
import type { AgentHost } from '../../contract/agent.js';
import { html, type TemplateResult } from 'lit';
import type { FeatureContext } from '../../contract/feature.js';
import { fillWords } from '../../i18n/interpolate.js';
import { en } from '../../i18n/labels.js';
import { approvalLabels } from './labels.js';
import '../../ui/shared/vla-hint.js';
import './vla-approval.js';
import type { VlaApproval } from './vla-approval.js';
import type { ApprovalDetail } from '../../contract/events.js';

export class Approvals {
  readonly #agent: FeatureContext;
  /** One card per request; the oldest is shown. Each is its own element, so that a press for one does not answer the next. */
  readonly #waiting: VlaApproval[] = [];
  /** True while the visitor is told that an answer, or the chance of one, was lost. */
  #isLost = false;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  ask(request: ApprovalDetail): void {
    this.#isLost = false;
    this.#waiting.push(Object.assign(document.createElement('vla-approval'), { request }));
    this.#announce(request);
    this.#bringUp();
  }

  /** Removes the card of a request that the visitor or the page has answered. */
  settle(requestId: string): void {
    const at = this.#waiting.findIndex(({ request }) => request.requestId === requestId);
    if (at >= 0) this.#waiting.splice(at, 1);
    this.#element.requestUpdate();
  }

  /** Removes all cards. `lost`: the visitor is told why. */
  clear(lost = false): void {
    this.#waiting.length = 0;
    this.#isLost = lost;
    this.#element.requestUpdate();
  }

  get #element(): AgentHost {
    return this.#agent.host;
  }

  card(): VlaApproval | TemplateResult | undefined {
    const [first] = this.#waiting;
    if (!first) return this.#isLost ? this.#lost() : undefined;
    first.view = { labels: this.#agent.labels({ ...en, ...approvalLabels }), waiting: this.#waiting.length };
    return first;
  }

  #lost(): TemplateResult {
    const labels = this.#agent.labels({ ...en, ...approvalLabels });
    const view = { text: labels['approval-lost'], dismiss: labels.dismiss };
    return html`<vla-hint .view=${view} .actions=${{ dismiss: () => this.clear() }}></vla-hint>`;
  }

  /** Announces the request in the live region outside the panel, which is read out also while the panel is closed. */
  #announce({ name: tool, serverLabel: server }: ApprovalDetail): void {
    const { 'approval-title': title, 'approval-text': text } = this.#agent.labels(approvalLabels);
    this.#agent.announce(`${title} ${fillWords(text, { tool, server }).join('')}`);
  }

  /**
   * Opens the panel so that the card is seen. When the visitor is busy elsewhere on the page, the panel opens only after the
   * focus has left the field there.
   */
  #bringUp(): void {
    const element = this.#element;
    if (this.#waiting.length === 0 || element.variant !== 'floating' || element.open) return;
    const { activeElement, body } = document;
    if (!activeElement || activeElement === body || activeElement === element) return element.show();
    document.addEventListener('focusout', () => setTimeout(() => this.#bringUp()), { once: true });
  }
}
