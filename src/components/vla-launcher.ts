import { html, nothing, type TemplateResult } from 'lit';
import { adoptPageAccent, define, FaceElement, isFilled } from './face-element.js';
import { DOWN, icon, VOICE } from './icons.js';
import { tokens } from './tokens.styles.js';
import type { LauncherActions, LauncherView, Placement } from './view.js';
import { dockStyles, launcherStyles } from './vla-launcher.styles.js';

/** CSS classes that dock a floating box at its corner or edge. */
export const dockClasses = (placement: Placement): string =>
  `dock ${placement.replace('-', ' ')}${placement.includes('-') ? '' : ' middle'}`;

/**
 * The round button that opens the panel, and shows whether a call is up while the panel is closed.
 *
 * @slot icon - The picture on the button.
 * @csspart launcher - The button.
 * @cssprop --vla-offset - Distance from the edges of the window.
 * @cssprop --vla-z - Stacking order of the floating face.
 */
export class VlaLauncher extends FaceElement<LauncherView, LauncherActions> {
  static override styles = [tokens, dockStyles, launcherStyles];
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };

  static override properties = { iconed: { state: true } };

  /** The page brought its own icon. */
  declare private iconed: boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    adoptPageAccent(this);
  }

  protected override render(): TemplateResult {
    const { labels, open, placement, status, inCall } = this.view;
    const connecting = status === 'requesting-mic' || status === 'connecting' || status === 'reconnecting';
    const words = connecting ? labels['launcher-connecting'] : inCall ? labels['launcher-live'] : labels.launcher;
    const look = open ? 'round' : connecting ? 'connecting' : inCall ? 'live' : 'idle';
    return html`<div class=${dockClasses(placement)}>
      <button
        part="launcher"
        class="primary ${look}"
        aria-label=${words}
        aria-haspopup="dialog"
        aria-expanded=${open}
        @click=${() => this.actions.toggle()}
      >
        ${open ? icon(DOWN) : look === 'live' ? html`<i class="dot"></i>` : this.#icon()}
        <span>${words}</span></button
      >${this.view.beside?.(this.view)}
    </div>`;
  }

  #icon(): TemplateResult {
    const change = (event: Event): void => void (this.iconed = isFilled(event));
    return html`<slot name="icon" @slotchange=${change}></slot>${this.iconed ? nothing : icon(VOICE)}`;
  }
}

define('vla-launcher', VlaLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'vla-launcher': VlaLauncher;
  }
}
