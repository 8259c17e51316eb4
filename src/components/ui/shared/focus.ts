/** Where the focus goes. */

/** On the whole card, so that it is read out before an answer is given, and no key answers by accident. */
export const focusCard = ({ renderRoot }: { readonly renderRoot: ParentNode }, options?: FocusOptions): void =>
  renderRoot.querySelector<HTMLElement>('.card')?.focus(options);

/** A button that was pressed and went away must not take the focus out of the face with it. */
export class KeptFocus {
  #focused: Element | null | undefined;

  /** Before an update: what has the focus now. */
  note({ shadowRoot }: Element): void {
    this.#focused = shadowRoot?.activeElement;
  }

  /** After it: whether that is gone. */
  get isLost(): boolean {
    return this.#focused?.isConnected === false;
  }
}
