import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../../../worker/contract/conversation.js';
import { define } from '../../base/define.js';
import { EndHold } from '../shared/end-hold.js';
import { FaceElement } from '../shared/face-element.js';
import { DOWN, icon } from '../shared/icons.js';
import type * as Extras from './rich-transcript.js';
import { tokens } from '../shared/tokens.styles.js';
import { transcriptStyles } from './vla-transcript.styles.js';

/** Matches a message that may have links or marks; `rich-transcript.ts` is loaded for it. */
const MARKS = /https:|[*_`#]|^(\W|\d+\.) /m;
/**
 * The least number of messages kept in the DOM. Beyond twice this number the oldest are removed, so that long calls
 * stay fast.
 */
const STEP = 50;
/** Older messages are added when the reader scrolls within this many px of the oldest one in the DOM. */
const NEAR = 400;

/** The longest wait for a frame, in ms. */
const SLOWEST_FRAME_MS = 100;

const isVisible = ({ text, unheard, final }: Message): boolean => !final || text !== '' || unheard !== '';

/**
 * The conversation in writing. It stays at its end until the reader scrolls up. A long conversation is only partly in
 * the DOM: its end, and the messages that the reader scrolled to.
 *
 * @slot - Shown until the conversation has a message.
 * @csspart transcript - The scrolling list.
 * @csspart message - Every message.
 * @csspart message-user - A message of the visitor.
 * @csspart message-agent - A message of the agent.
 * @csspart copy - The button that copies a message.
 * @cssprop --vla-radius-bubble - Corner radius of a message.
 */
export class VlaTranscript extends FaceElement {
  static override styles = [tokens, transcriptStyles];
  static override properties = { extras: { state: true }, first: { state: true } };

  /** The lazy part, once it is loaded. */
  declare private extras: typeof Extras | undefined;
  /** Index of the oldest message in the DOM. */
  declare private first: number;

  readonly #end = new EndHold(this);

  constructor() {
    super();
    this.first = 0;
  }

  /**
   * Waits for the next frame while a message arrives, because the service may send hundreds of pieces a second. A page in
   * the background has no frames, so the wait also ends after `SLOWEST_FRAME_MS`. A standalone part loses its view with its
   * agent.
   */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated && this.view?.messages.at(-1)?.final === false)
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
        setTimeout(resolve, SLOWEST_FRAME_MS);
      });
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    const { length } = this.view.messages;
    const many = length - this.first > 2 * STEP || this.first > length;
    // Messages stay while the reader has scrolled up, or has the focus in one of them.
    if (many && !this.#end.reading && !this.#end.box?.querySelector(':focus')) this.first = Math.max(0, length - STEP);
  }

  protected override render(): TemplateResult {
    const { labels } = this.view;
    const messages = this.view.messages.slice(this.first).filter(isVisible);
    const latest = html`<button class="latest" @click=${this.#toLatest}>${icon(DOWN)}${labels.latest}</button>`;
    return html`<div
        class="log"
        part="transcript"
        role="log"
        aria-live="off"
        tabindex="0"
        aria-label=${labels.conversation}
        @scroll=${this.#onScroll}
        @pointerenter=${this.#load}
        @focusin=${this.#load}
      >
        <div>
          ${messages.length ? messages.map((message, at) => [this.#message(message, at === messages.length - 1), this.view.notesAfter?.(message.itemId, this.renderRoot as ShadowRoot)]) : html`<slot></slot>`}
        </div>
      </div>
      ${this.#end.reading ? latest : nothing}`;
  }

  #message(message: Message, isLast: boolean): TemplateResult {
    const { role, text, unheard, final, interrupted, incomplete } = message;
    const { labels } = this.view;
    const { extras } = this;
    if (MARKS.test(text)) this.#load();
    const who = role === 'user' ? labels.you : labels.agent;
    const end = interrupted || incomplete === 'cancelled' ? 'interrupted' : incomplete && 'incomplete';
    const mark = `(${labels['not-heard']}`;
    const lost = html`<s><span class="hidden">${mark} </span>${unheard}<span class="hidden">)</span></s>`;
    const cursor = html`<i class=${text ? 'caret' : 'dots'}></i>`;
    const words = [extras?.words(message) ?? text, unheard ? lost : nothing, final ? nothing : cursor];
    return html`<div class="message ${role} ${final ? '' : 'partial'}" part="message message-${role}">
      <span class="hidden">${who}: </span>
      <div class="bubble" dir="auto"><div class="words">${words}</div></div>
      ${final ? extras?.copyButton(message, isLast, labels) : nothing}
      ${end ? html`<small>${labels[end]}</small>` : nothing}
    </div>`;
  }

  readonly #load = (): void => {
    if (this.extras) return;
    void import('./rich-transcript.js').then(
      (extras) => {
        if (!this.extras) extras.dress(this.renderRoot as ShadowRoot);
        this.extras = extras;
      },
      () => undefined,
    );
  };

  #onScroll(event: Event): void {
    const log = event.currentTarget as HTMLElement;
    const { scrollTop, scrollHeight } = log;
    if (scrollTop < NEAR && this.first > 0) {
      this.first = Math.max(0, this.first - STEP);
      void this.updateComplete.then(() => (log.scrollTop += log.scrollHeight - scrollHeight));
    }
    this.#end.scrolled();
  }

  #toLatest(): void {
    this.#end.read(false);
    this.#end.box?.focus({ preventScroll: true }); // the button is about to disappear, and its focus would be lost
  }
}

define('vla-transcript', VlaTranscript);

declare global {
  interface HTMLElementTagNameMap {
    'vla-transcript': VlaTranscript;
  }
}
