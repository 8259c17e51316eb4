/** The button that opens the panel. While the panel is closed, it shows whether there is a call. */
import { html, type TemplateResult } from 'lit';
import { DOWN, icon, VOICE } from '../shared/icons.js';
import type { LauncherView, Placement } from '../../contract/view.js';

/** The CSS classes that fix a floating box to its corner or edge of the window. */
export const dockClasses = (placement: Placement): string =>
  `dock ${placement.replace('-', ' ')}${placement.includes('-') ? '' : ' middle'}`;

/**
 * Draws the launcher. It is a template of the host and not a custom element, because an element would make the first
 * paint slower on every page that loads the script. `intend` is called when the visitor points at or focuses the
 * button.
 */
export function launcher(view: LauncherView, toggle: () => void, intend: () => void): TemplateResult {
  const { labels, offline, open, placement, status, inCall, lang = '', dir = '' } = view;
  const connecting = status === 'requesting-mic' || status === 'connecting' || status === 'reconnecting';
  const words =
    offline ?? (connecting ? labels['launcher-connecting'] : inCall ? labels['launcher-live'] : labels.launcher);
  const look = open ? 'round' : offline ? 'offline' : connecting ? 'connecting' : inCall ? 'live' : 'idle';
  const picture = look === 'live' ? html`<i class="dot"></i>` : html`<slot name="icon">${icon(VOICE)}</slot>`;
  return html`<div class=${dockClasses(placement)} lang=${lang} dir=${dir}>
    <button
      part="launcher"
      class="primary ${look}"
      aria-label=${words}
      aria-haspopup="dialog"
      aria-expanded=${open}
      @click=${toggle}
      @pointerenter=${intend}
      @focus=${intend}
    >
      ${open ? icon(DOWN) : picture}
      <span>${words}</span></button
    >${view.beside?.(view)}
  </div>`;
}
