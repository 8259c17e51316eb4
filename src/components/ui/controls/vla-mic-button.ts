import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define, FaceElement } from '../shared/face-element.js';
import { HANG_UP, icon, MIC, MIC_OFF } from '../shared/icons.js';
import { tokens } from '../shared/tokens.styles.js';

const micStyles = css`
  :host {
    display: inline-flex;
    flex: none;
    gap: 8px;
  }
  button {
    min-inline-size: 48px;
    min-block-size: 48px;
  }
  .quiet {
    border-color: var(--_border);
  }
  .on {
    background: var(--_text);
    color: var(--_surface);
  }
  .danger {
    background: var(--_danger);
    color: var(--_on-danger);
  }
  @media (hover: hover) {
    .quiet:hover {
      background: var(--_surface-2);
    }
  }
`;

/**
 * The call as round buttons: one that starts it; while it is up, one that mutes and one that ends it. With push to talk
 * a large one is held in place of the first two.
 *
 * @csspart mic - The button that starts a call, or that is held to talk.
 * @csspart mute - The button that turns the microphone off and on.
 * @csspart end - The button that ends the call.
 */
export class VlaMicButton extends FaceElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, micStyles];

  #focused: Element | null = null;

  protected override willUpdate(): void {
    this.#focused = this.shadowRoot?.activeElement ?? null;
  }

  protected override updated(): void {
    // a button that was pressed and went away must not take the focus with it
    if (this.#focused && !this.#focused.isConnected)
      this.renderRoot.querySelector<HTMLElement>('vla-hold, button')?.focus();
  }

  protected override render(): TemplateResult {
    const { view, actions } = this;
    const { hold, inCall, labels, muted, status } = view;
    const end = inCall ? button('danger', 'end', HANG_UP, labels.end, () => actions.stop()) : nothing;
    if (hold && !view.unusable && !(inCall && muted)) return html`${hold(view, actions)}${end}`;
    if (!inCall) {
      const words = status === 'ended' ? labels.restart : labels.start;
      return button('primary', 'mic', MIC, words, view.unusable ? undefined : () => actions.start());
    }
    const words = muted ? labels.unmute : labels.mute;
    return html`${button(muted ? 'on' : 'quiet', 'mute', muted ? MIC_OFF : MIC, words, () => actions.setMuted(!muted))}${end}`;
  }
}

const button = (
  look: string,
  part: string,
  path: string,
  words: string,
  press: (() => void) | undefined,
): TemplateResult =>
  html`<button class=${look} part=${part} aria-label=${words} title=${words} aria-disabled=${!press} @click=${press}>
    ${icon(path)}
  </button>`;

define('vla-mic-button', VlaMicButton);

declare global {
  interface HTMLElementTagNameMap {
    'vla-mic-button': VlaMicButton;
  }
}
