/** Where the focus goes when a card appears, or when the focused button disappears. */

/**
 * Focuses the card, not one of its buttons: a screen reader then reads the card first, and no key answers it by
 * accident.
 */
export const focusCard = ({ renderRoot }: { readonly renderRoot: ParentNode }, options?: FocusOptions): void =>
  renderRoot.querySelector<HTMLElement>('.card')?.focus(options);

/**
 * Notices when an update removed the focused element, such as a button that was pressed. The face can then move the
 * focus.
 */
export class KeptFocus {
  #focused: Element | null | undefined;

  /** Call this before an update. It remembers the focused element. */
  note({ shadowRoot }: Element): void {
    this.#focused = shadowRoot?.activeElement;
  }

  /** Read this after the update. True when the remembered element is no longer in the document. */
  get isLost(): boolean {
    return this.#focused?.isConnected === false;
  }
}
