import { html, type TemplateResult } from 'lit';
import type { Attachment, AttachmentTarget } from '../../contract/view.js';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { ADD, icon, SEND, STOP } from '../shared/icons.js';
import { roundButton } from '../shared/round-button.js';
import { canSend } from '../shared/status-keys.js';
import { tokens } from '../shared/tokens.styles.js';
import { composerStyles } from './vla-composer.styles.js';

/** Old Safari ends a composition before the Enter that confirmed it arrives, with this code. */
const IME_KEY_CODE = 229;

/**
 * Where the visitor types: Enter sends, Shift+Enter begins a new line. While the agent speaks and nothing is typed, the
 * button stops the answer. Pictures are pasted, dropped on the panel, or chosen.
 *
 * @csspart composer - The box around text and button.
 * @csspart input - The text.
 * @csspart send - The button.
 */
export class VlaComposer extends FaceElement implements AttachmentTarget {
  static override styles = [tokens, composerStyles];
  static override properties = { text: { state: true } };

  declare text: string;
  /** Brought by the feature images, with the first picture. */
  declare attachment: Attachment | undefined;

  constructor() {
    super();
    this.text = '';
  }

  protected override firstUpdated(): void {
    // One that is dropped beside the text would replace the page, and end the call.
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

  /** One button for both, never really disabled: one that vanished would take the focus out of the panel. */
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

  /** Words or a picture. */
  get #content(): unknown {
    return this.#words || this.attachment?.chosen;
  }

  get #sendable(): unknown {
    return this.#content && canSend(this.view);
  }

  /** Takes a picture from whoever carries one; a press on the button asks for one. */
  readonly #take = (event: Event): void => {
    const { clipboardData, dataTransfer } = event as ClipboardEvent & DragEvent;
    const data = clipboardData ?? dataTransfer;
    // Word processors copy their words as a picture too.
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
