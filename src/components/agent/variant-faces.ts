/**
 * Lazy entry for the faces that few pages have: `inline`, `compact` and standalone parts. The entry
 * `voice-live-agent/parts` imports it at once, for pages that add their first part after the agent.
 */
import { html, nothing } from 'lit';
import type { Actions, View } from '../contract/view.js';
import './loose-parts.js';
import '../ui/compact/vla-bar.js';
import '../ui/visualizer/vla-bars.js';
import { PANEL_PARTS, PANEL_SLOTS } from '../ui/panel/panel-slots.js';
import '../ui/panel/vla-inline.js';

/**
 * The template of a variant that does not float; empty for `headless`. `intend` is called when the visitor points at
 * the face or focuses it.
 */
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
