import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../worker/contract/conversation.js';
import { define, FaceElement } from './face-element.js';
import { DOWN, icon } from './icons.js';
import { linkify } from './linkify.js';
import { tokens } from './tokens.styles.js';
import { transcriptStyles } from './vla-transcript.styles.js';

const isVisible = ({ text, unheard, final }: Message): boolean => !final || text !== '' || unheard !== '';

/**
 * The conversation in writing, at its end until the reader scrolls up.
 *
 * @csspart transcript - The scrolling list.
 * @csspart message - Every message.
 * @csspart message-user - A message of the visitor.
 * @csspart message-agent - A message of the agent.
 * @cssprop --vla-radius-bubble - Corner radius of a message.
 */
export class VlaTranscript extends FaceElement {
  static override styles = [tokens, transcriptStyles];
  static override properties = { reading: { state: true } };

  /** The reader scrolled up and must not be carried away. */
  declare private reading: boolean;

  #scrolledTo = 0;
  #resized: ResizeObserver | undefined;

  constructor() {
    super();
    this.reading = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized = new ResizeObserver(() => this.#stick());
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized?.disconnect();
  }

  protected override render(): TemplateResult {
    const { labels, messages } = this.view;
    const empty = html`<p class="empty">${labels.empty}</p>`;
    const latest = html`<button class="latest" @click=${this.#toLatest}>${icon(DOWN)}${labels.latest}</button>`;
    return html`<div
        class="log"
        part="transcript"
        role="log"
        aria-live="off"
        tabindex="0"
        aria-label=${labels.conversation}
        @scroll=${this.#onScroll}
      >
        ${messages.length ? messages.filter(isVisible).map((message) => this.#message(message)) : empty}
      </div>
      ${this.reading ? latest : nothing}`;
  }

  #message({ role, text, unheard, final, interrupted }: Message): TemplateResult {
    const { labels } = this.view;
    const who = role === 'user' ? labels.you : labels.agent;
    const mark = `(${labels['not-heard']}`;
    const lost = html`<s><span class="hidden">${mark} </span>${unheard}<span class="hidden">)</span></s>`;
    const cursor = html`<i class=${text ? 'caret' : 'dots'}></i>`;
    const words = [linkify(text), unheard ? lost : nothing, final ? nothing : cursor];
    return html`<div class="message ${role} ${final ? '' : 'partial'}" part="message message-${role}">
      <span class="hidden">${who}: </span>
      <div class="bubble" dir="auto"><span class="words">${words}</span></div>
      ${interrupted ? html`<small>${labels.interrupted}</small>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    this.#stick();
  }

  get #log(): HTMLElement | null {
    return this.renderRoot.querySelector('.log');
  }

  #stick(): void {
    const log = this.#log;
    if (log && !this.reading) log.scrollTop = log.scrollHeight;
  }

  /** Only a reader scrolls up; words that arrive just lengthen the list. */
  #onScroll(event: Event): void {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget as HTMLElement;
    if (scrollHeight - scrollTop - clientHeight < 24) this.reading = false;
    else if (scrollTop < this.#scrolledTo) this.reading = true;
    this.#scrolledTo = scrollTop;
  }

  #toLatest(): void {
    this.reading = false;
    this.#log?.focus({ preventScroll: true }); // the button is about to go, and must not take the focus with it
  }
}

define('vla-transcript', VlaTranscript);

declare global {
  interface HTMLElementTagNameMap {
    'vla-transcript': VlaTranscript;
  }
}
