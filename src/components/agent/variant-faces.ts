/**
 * Faces that few pages have: one that stands in the page's layout, one of a single line, and parts anywhere on the page.
 * A page that adds its first loose part late imports this file itself.
 */
import { html, nothing } from 'lit';
import type { AgentSession } from '../session/agent-runtime.js';
import './loose-parts.js';
import '../ui/compact/vla-bar.js';
import '../ui/visualizer/vla-bars.js';
import '../ui/panel/vla-inline.js';
import { PANEL_PARTS, PANEL_SLOTS, type VoiceLiveAgent } from './voice-live-agent.js';

/** The face of a variant that does not float; a headless agent has none. */
export function face(agent: VoiceLiveAgent, session: AgentSession): unknown {
  const view = agent._view(session);
  if (agent.variant === 'inline') {
    return html`<vla-inline
      exportparts=${PANEL_PARTS}
      .view=${view}
      .actions=${agent._actions}
      @pointerenter=${agent._intend}
      @focusin=${agent._intend}
      >${PANEL_SLOTS}</vla-inline
    >`;
  }
  if (agent.variant !== 'compact') return nothing;
  return html`<vla-bar
    exportparts=${PANEL_PARTS}
    .view=${view}
    .actions=${agent._actions}
    @pointerenter=${agent._intend}
    @focusin=${agent._intend}
    >${PANEL_SLOTS}</vla-bar
  >`;
}
