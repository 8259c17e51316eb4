import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { endButton, firstButton, type CallButton } from './call-controls.js';
import { KeptFocus } from '../shared/focus.js';
import { icon } from '../shared/icons.js';
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
 * The call's buttons, round: one starts a call; during a call, one mutes and one ends it. With push to talk, a large
 * button that is held replaces the buttons that start and mute.
 *
 * @csspart mic - The button that starts a call, or the button that is held to talk.
 * @csspart mute - The button that turns the microphone off and on.
 * @csspart end - The button that ends the call.
 */
export class VlaMicButton extends FaceElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, micStyles];

  readonly #focus = new KeptFocus();

  protected override willUpdate(): void {
    this.#focus.note(this);
  }

  protected override updated(): void {
    if (this.#focus.isLost) this.renderRoot.querySelector<HTMLElement>('vla-hold, button')?.focus();
  }

  protected override render(): TemplateResult {
    const { view, actions } = this;
    const { holdButton: hold, inCall, muted, unusable } = view;
    const isHeld = hold && !unusable && !(inCall && muted);
    const first = isHeld ? hold(view, actions) : button(firstButton(view, actions), unusable && !inCall);
    return html`${first}${inCall ? button(endButton(view, actions)) : nothing}`;
  }
}

const button = ({ look, part, path, words, press }: CallButton, disabled = false): TemplateResult =>
  html`<button
    class=${look}
    part=${part}
    aria-label=${words}
    title=${words}
    aria-disabled=${disabled}
    @click=${disabled ? undefined : press}
  >
    ${icon(path)}
  </button>`;

define('vla-mic-button', VlaMicButton);

declare global {
  interface HTMLElementTagNameMap {
    'vla-mic-button': VlaMicButton;
  }
}
