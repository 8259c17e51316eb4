import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement } from '../../ui/shared/face-element.js';
import type { HoldPhase, Holdable } from './hold-phase.js';
import { CLOSE, icon, MIC } from '../../ui/shared/icons.js';
import { holdLabels } from './labels.js';
import { tokens } from '../../ui/shared/tokens.styles.js';

/** A pointer this close to the button still counts as on it, in px, because fingers move while they press. */
const TREMBLE = 24;

const holdStyles = css`
  :host {
    position: relative;
    display: block;
    flex: 1 1 60%;
  }
  button {
    inline-size: 100%;
    min-block-size: var(--_hold-size, 64px);
    min-inline-size: var(--_hold-size, 64px);
    padding-inline: 12px;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .held {
    background: var(--_text);
    color: var(--_surface);
    animation: hold 1.4s infinite;
  }
  .leaving {
    background: var(--_danger);
    color: var(--_on-danger);
  }
  @keyframes hold {
    from {
      box-shadow: 0 0 0 0 color-mix(in oklab, var(--_text) 45%, transparent);
    }
    to {
      box-shadow: 0 0 0 14px transparent;
    }
  }
  span {
    display: var(--_hold-words, inline);
  }
  p {
    position: absolute;
    inset-block-end: calc(100% + 8px);
    inset-inline: var(--_hold-advice, 0);
    display: flex;
    justify-content: var(--_hold-advice-at, center);
    pointer-events: none;
  }
  b {
    padding: 6px 12px;
    border: 1px solid transparent;
    border-radius: 12px;
    background: var(--_text);
    color: var(--_surface);
    font-size: 13.5px;
    font-weight: 500;
    text-align: center;
    text-wrap: balance;
  }
  @media (forced-colors: active) {
    .held,
    .leaving {
      border: 3px solid Highlight;
    }
  }
`;

/**
 * The button that the visitor holds to talk, with a mouse, finger, pen, the space bar or Enter. Sliding off it drops what
 * was said.
 *
 * @csspart mic - The button.
 */
export class VlaHold extends FaceElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [tokens, holdStyles];
  static override properties: PropertyDeclarations = {
    ...FaceElement.properties,
    turns: { attribute: false },
    phase: { attribute: false },
    slipped: { attribute: false },
  };

  declare turns: Holdable;
  declare phase: HoldPhase;
  declare slipped: boolean;
  #pointer: number | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lose();
  }

  /** Waits for the first render, because the focus may be set before it. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.#button?.focus(options));
  }

  protected override render(): TemplateResult {
    const { phase } = this;
    const labels = { ...holdLabels, ...this.view.labels };
    const words = {
      up: labels.hold,
      held: labels.release,
      leaving: labels['release-to-cancel'],
      latched: labels.send,
    }[phase];
    return html`<p role="status">${this.slipped ? html`<b>${labels['hint-hold']}</b>` : nothing}</p>
      <button
        part="mic"
        class=${{ up: 'primary', held: 'held', leaving: 'leaving', latched: 'held' }[phase]}
        aria-label=${words}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#lose}
        @lostpointercapture=${this.#lose}
        @contextmenu=${this.#menu}
        @keydown=${this.#keydown}
        @click=${this.#click}
      >
        ${icon({ up: MIC, held: MIC, leaving: CLOSE, latched: MIC }[phase])}<span>${words}</span>
      </button>`;
  }

  get #button(): HTMLElement | null {
    return this.renderRoot.querySelector('button');
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary || this.#pointer !== undefined) return;
    this.#pointer = event.pointerId;
    this.#button?.setPointerCapture(event.pointerId);
    this.#button?.focus({ preventScroll: true }); // Safari does not focus a pressed button, and the space bar needs the focus
    this.turns.press();
  }

  #move({ pointerId, clientX, clientY }: PointerEvent): void {
    if (pointerId !== this.#pointer) return;
    const { left, right, top, bottom } = this.getBoundingClientRect();
    const off = (at: number, from: number, to: number): boolean => at < from - TREMBLE || at > to + TREMBLE;
    this.turns.slide(off(clientX, left, right) || off(clientY, top, bottom));
  }

  #up({ pointerId }: PointerEvent): void {
    if (pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    this.turns.release();
  }

  /** Cancels the turn when the system takes the pointer away or the button is removed: the visitor did not let go. */
  #lose(): void {
    if (this.#pointer === undefined) return;
    this.#pointer = undefined;
    this.turns.cancel();
  }

  /** Keeps the menu of a long touch away, because the touch holds a turn. A right click still opens the menu. */
  #menu(event: Event): void {
    if (this.#pointer !== undefined) event.preventDefault();
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key === ' ' || event.key === 'Enter') this.turns.holdKey(event);
  }

  /** Handles clicks without a pointer. They come from voice control, switches and screen readers, which cannot hold. */
  #click({ detail, pointerType }: PointerEvent): void {
    if (detail > 0 || pointerType) return;
    if (this.phase === 'latched') this.turns.release();
    else this.turns.press('latched');
  }
}

define('vla-hold', VlaHold);

declare global {
  interface HTMLElementTagNameMap {
    'vla-hold': VlaHold;
  }
}
