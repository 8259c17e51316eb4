import { html, type TemplateResult } from 'lit';
import type { Attachment, AttachmentTarget } from '../../contract/view.js';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { ADD, icon, SEND, STOP } from '../shared/icons.js';
import { roundButton } from '../shared/round-button.js';
import { canSend } from '../shared/status-keys.js';
import { tokens } from '../shared/tokens.styles.js';
import { composerStyles } from './vla-composer.styles.js';

/**
 * The `keyCode` of a key that an input method handles. Older Safari ends the composition before it reports the Enter
 * that confirmed it, so `isComposing` is false there; only this code tells that the Enter must not send.
 */
const IME_KEY_CODE = 229;

/**
 * The field where the visitor types: Enter sends, Shift+Enter begins a new line. While the agent speaks and nothing is
 * typed, its button stops the answer. The visitor can paste an image, drop one on the panel, or choose one.
 *
 * @csspart composer - The box around the text field and its buttons.
 * @csspart input - The text field.
 * @csspart send - The button that sends the text, or stops the answer.
 */
export class VlaComposer extends FaceElement implements AttachmentTarget {
  static override styles = [tokens, composerStyles];
  static override properties = { text: { state: true } };

  /** The text that is being typed. */
  declare text: string;
  /** Set by the feature `images` with the visitor's first image; undefined until then. */
  declare attachment: Attachment | undefined;

  constructor() {
    super();
    this.text = '';
  }

  protected override firstUpdated(): void {
    // The whole panel accepts a dropped file. Otherwise the browser would open it in place of the page, and the call
    // would end.
    const area = this.closest<HTMLElement>('[part=panel]') ?? this;
    area.onpaste = area.ondragover = area.ondrop = this.#take;
  }

  override focus(options?: FocusOptions): void {
    this.#input?.focus(options);
  }

  protected override render(): TemplateResult {
    const { labels } = this.view;
    return html`${this.attachment?.strip()}
      <div class="box" part="composer">
        ${roundButton(ADD, labels.picture, this.#take)}
        <textarea
          part="input"
          rows="1"
          enterkeyhint="send"
          aria-label=${labels.placeholder}
          placeholder=${labels.placeholder}
          .value=${this.text}
          @input=${this.#type}
          @keydown=${this.#keydown}
        ></textarea>
        ${this.#button()}
      </div>`;
  }

  /**
   * One button sends and stops. It uses `aria-disabled` and is never replaced, because a focused button that is
   * disabled or removed would lose the focus.
   */
  #button(): TemplateResult {
    const { labels, status } = this.view;
    const stops = status === 'speaking' && !this.#content;
    const words = stops ? labels.interrupt : labels.send;
    return html`<button
      class=${stops ? 'stop' : 'primary'}
      part="send"
      aria-label=${words}
      title=${words}
      aria-disabled=${!stops && !this.#sendable}
      @click=${stops ? () => this.actions.interrupt() : this.#send}
    >
      ${icon(stops ? STOP : SEND)}
    </button>`;
  }

  protected override updated(): void {
    const input = this.#input;
    if (!input) return;
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  }

  get #input(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  get #words(): string {
    return this.text.trim();
  }

  /** The typed text or the chosen image; falsy when there is nothing to send. */
  get #content(): unknown {
    return this.#words || this.attachment?.chosen;
  }

  get #sendable(): unknown {
    return this.#content && canSend(this.view);
  }

  /**
   * Attaches the image of a paste or drop event. A click on the button carries no image; then the visitor chooses a
   * file.
   */
  readonly #take = (event: Event): void => {
    const { clipboardData, dataTransfer } = event as ClipboardEvent & DragEvent;
    const data = clipboardData ?? dataTransfer;
    // Text alone is left to the browser. Word processors add an image of the text to the clipboard; that counts as text
    // too.
    if (data && (!data.types.includes('Files') || clipboardData?.getData('text'))) return;
    event.preventDefault();
    const file = data?.files[0];
    if (file || !data) this.actions.attachImage(this, file);
  };

  #type(event: Event): void {
    this.text = (event.currentTarget as HTMLTextAreaElement).value;
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === IME_KEY_CODE) return;
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    if (!this.#sendable) return;
    if (!this.attachment?.send(this.#words)) this.actions.sendText(this.#words);
    this.text = '';
    this.focus();
  }
}

define('vla-composer', VlaComposer);

declare global {
  interface HTMLElementTagNameMap {
    'vla-composer': VlaComposer;
  }
}
