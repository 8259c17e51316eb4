import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { Spoken } from '../../i18n/locale.js';
import type { Actions, View } from '../../contract/view.js';

/** What the inner elements share: they get a view and actions, show the one and call the other, and own nothing. */
export abstract class FaceElement<V extends object = View, A = Actions> extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false }, actions: { attribute: false } };

  declare view: V;
  declare actions: A;

  protected override shouldUpdate(): boolean {
    return this.view !== undefined; // a view arrives only when the element is bound to a session
  }

  /** The words are in a language of their own, whatever the page around is in. */
  protected override update(changed: PropertyValues): void {
    const { lang, dir }: Partial<Spoken> = this.view;
    if (lang) Object.assign(this, { lang, dir: dir ?? '' });
    super.update(changed);
  }
}

/**
 * Whether the page filled a slot. The public element passes its slots on, and a slot that was passed on counts as content
 * even when it is empty: a fallback inside the slot would never show.
 */
export const isFilled = (slotChange: Event): boolean =>
  (slotChange.currentTarget as HTMLSlotElement).assignedNodes({ flatten: true }).length > 0;
