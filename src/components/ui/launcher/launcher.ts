/** The round button that opens the panel, and shows whether a call is up while the panel is closed. */
import { html, type TemplateResult } from 'lit';
import { DOWN, icon, VOICE } from '../shared/icons.js';
import type { LauncherView, Placement } from '../../contract/view.js';

/** CSS classes that dock a floating box at its corner or edge. */
export const dockClasses = (placement: Placement): string =>
  `dock ${placement.replace('-', ' ')}${placement.includes('-') ? '' : ' middle'}`;

/** Painted by the host itself: an element of its own would cost every page that loads the script a good part of its time. */
export function launcher(view: LauncherView, toggle: () => void, intend: () => void): TemplateResult {
  const { labels, open, placement, status, inCall, lang = '', dir = '' } = view;
  const connecting = status === 'requesting-mic' || status === 'connecting' || status === 'reconnecting';
  const words = connecting ? labels['launcher-connecting'] : inCall ? labels['launcher-live'] : labels.launcher;
  const look = open ? 'round' : connecting ? 'connecting' : inCall ? 'live' : 'idle';
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
