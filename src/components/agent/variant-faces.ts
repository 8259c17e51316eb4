/**
 * Faces that few pages have: one that stands in the page's layout, one of a single line, and parts anywhere on the page.
 * A page that adds its first loose part late imports this file itself.
 */
import { html, nothing } from 'lit';
import type { Actions, View } from '../contract/view.js';
import './loose-parts.js';
import '../ui/compact/vla-bar.js';
import '../ui/visualizer/vla-bars.js';
import { PANEL_PARTS, PANEL_SLOTS } from '../ui/panel/panel-slots.js';
import '../ui/panel/vla-inline.js';

/** The face of a variant that does not float; a headless agent has none. `intend`: the visitor turns to it. */
export function face(variant: string, view: View, actions: Actions, intend: () => void): unknown {
  if (variant === 'inline') {
    return html`<vla-inline
      exportparts=${PANEL_PARTS}
      .view=${view}
      .actions=${actions}
      @pointerenter=${intend}
      @focusin=${intend}
      >${PANEL_SLOTS}</vla-inline
    >`;
  }
  if (variant !== 'compact') return nothing;
  return html`<vla-bar
    exportparts=${PANEL_PARTS}
    .view=${view}
    .actions=${actions}
    @pointerenter=${intend}
    @focusin=${intend}
    >${PANEL_SLOTS}</vla-bar
  >`;
}
