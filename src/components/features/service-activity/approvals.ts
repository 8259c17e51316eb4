/** MCP tools that wait for the visitor's word: a card each, one after the other. Loaded when the first of them waits. */
import type { AgentElement } from '../../agent/agent-element.js';
import type { AgentSession } from '../../session/agent-runtime.js';
import { fillWords } from '../../i18n/interpolate.js';
import { withMore } from '../../i18n/optional-labels.js';
import './vla-approval.js';
import type { VlaApproval } from './vla-approval.js';
import type { ApprovalDetail } from '../../contract/events.js';

export class Approvals {
  readonly #session: AgentSession;
  /** The oldest is shown. An element of its own for each: a press that was meant for one must not hit the next. */
  readonly #waiting: VlaApproval[] = [];

  constructor(session: AgentSession) {
    this.#session = session;
    session.cards.unshift(() => this.#card());
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

  get #element(): AgentElement {
    return this.#session.element;
  }

  #card(): VlaApproval | undefined {
    const [first] = this.#waiting;
    if (first) first.view = { labels: withMore(this.#session.labels), waiting: this.#waiting.length };
    return first;
  }

  /** In the polite region outside the panel, which is read out also while the panel is closed. */
  #announce({ name: tool, serverLabel: server }: ApprovalDetail): void {
    const { 'approval-title': title, 'approval-text': text } = withMore(this.#session.labels);
    this.#session.spoken = `${title} ${fillWords(text, { tool, server }).join('')}`;
    this.#element.requestUpdate();
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
