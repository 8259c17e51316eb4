/** MCP tools that wait for the visitor's word: a card each, one after the other. Loaded when the first of them waits. */
import type { AgentHost } from '../../contract/agent.js';
import type { FeatureContext } from '../../contract/feature.js';
import { fillWords } from '../../i18n/interpolate.js';
import { en } from '../../i18n/labels.js';
import { approvalLabels } from './labels.js';
import './vla-approval.js';
import type { VlaApproval } from './vla-approval.js';
import type { ApprovalDetail } from '../../contract/events.js';

export class Approvals {
  readonly #agent: FeatureContext;
  /** The oldest is shown. An element of its own for each: a press that was meant for one must not hit the next. */
  readonly #waiting: VlaApproval[] = [];

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  ask(request: ApprovalDetail): void {
    this.#waiting.push(Object.assign(document.createElement('vla-approval'), { request }));
    this.#announce(request);
    this.#bringUp();
  }

  /** It has its answer, whoever gave it. */
  settle(requestId: string): void {
    const at = this.#waiting.findIndex(({ request }) => request.requestId === requestId);
    if (at >= 0) this.#waiting.splice(at, 1);
    this.#element.requestUpdate();
  }

  clear(): void {
    this.#waiting.length = 0;
    this.#element.requestUpdate();
  }

  get #element(): AgentHost {
    return this.#agent.host;
  }

  card(): VlaApproval | undefined {
    const [first] = this.#waiting;
    if (first) first.view = { labels: this.#agent.labels({ ...en, ...approvalLabels }), waiting: this.#waiting.length };
    return first;
  }

  /** In the polite region outside the panel, which is read out also while the panel is closed. */
  #announce({ name: tool, serverLabel: server }: ApprovalDetail): void {
    const { 'approval-title': title, 'approval-text': text } = this.#agent.labels(approvalLabels);
    this.#agent.announce(`${title} ${fillWords(text, { tool, server }).join('')}`);
  }

  /** In a closed panel nobody would see it; but whoever is busy elsewhere on the page keeps the focus until done there. */
  #bringUp(): void {
    const element = this.#element;
    if (this.#waiting.length === 0 || element.variant !== 'floating' || element.open) return;
    const { activeElement, body } = document;
    if (!activeElement || activeElement === body || activeElement === element) return element.show();
    document.addEventListener('focusout', () => setTimeout(() => this.#bringUp()), { once: true });
  }
}
