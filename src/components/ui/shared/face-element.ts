import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { Spoken } from '../../i18n/locale.js';
import type { Actions, View } from '../../contract/view.js';
import { ownRoot } from './own-root.js';

/**
 * Base class of the inner elements. They show the view and call the actions; they hold no state of the conversation.
 */
export abstract class FaceElement<V extends object = View, A = Actions> extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false }, actions: { attribute: false } };

  declare view: V;
  declare actions: A;

  protected override createRenderRoot(): HTMLElement {
    return ownRoot(super.createRenderRoot(), this.renderOptions);
  }

  protected override shouldUpdate(): boolean {
    return this.view !== undefined; // a standalone part gets its view only when it has found its agent
  }

  /** Takes `lang` and `dir` from the view, because the labels may be in another language than the page. */
  protected override update(changed: PropertyValues): void {
    const { lang, dir }: Partial<Spoken> = this.view;
    if (lang) Object.assign(this, { lang, dir: dir ?? '' });
    super.update(changed);
  }
}

/**
 * True when the page filled a slot. The face needs this because `<voice-live-agent>` passes its slots on: an empty slot
 * that was passed on counts as content, so fallback content inside the inner slot would never show.
 */
export const isFilled = (slotChange: Event): boolean =>
  (slotChange.currentTarget as HTMLSlotElement).assignedNodes({ flatten: true }).length > 0;
