/** A small button on the launcher, by which the visitor sends the widget away for this page view. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { CLOSE, icon } from '../shared/icons.js';
import { withMore } from '../../i18n/optional-labels.js';
import type { LauncherView } from '../../contract/view.js';
import { vlaEvent } from '../../contract/events.js';
import type { VoiceLiveAgent } from '../../agent/voice-live-agent.js';

/** On the corner that looks into the page, with a target larger than its disc. */
const dismissStyles = css`
  .dismiss {
    position: absolute;
    inset-block-start: -30px;
    inset-inline-start: -26px;
    padding: 10px;
    border: 0;
    border-radius: 99px;
    background: none;
    box-shadow: none;
    color: var(--_text);
    min-inline-size: 44px;
    block-size: 44px;
  }
  .dismiss::before {
    content: '';
    position: absolute;
    inset: 10px;
    z-index: -1;
    border: 1px solid var(--_border);
    border-radius: 99px;
    background: var(--_surface);
    box-shadow: 0 1px 4px rgb(0 0 0 / 0.2);
  }
  .dismiss svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .left .dismiss {
    inset-inline: auto -26px;
  }
  .top .dismiss {
    inset-block: auto -30px;
  }
`;

export function offerDismissal(agent: VoiceLiveAgent): void {
  const dismiss = (): void => {
    agent.hidden = true;
    agent.dispatchEvent(vlaEvent('vla-dismiss', {}));
  };
  const beside = (view: LauncherView): TemplateResult | typeof nothing => {
    if (view.open || view.inCall || !agent.dismissible) return nothing;
    const words = withMore(agent._words)['dismiss-widget'];
    return html`<button class="dismiss" part="dismiss" aria-label=${words} title=${words} @click=${dismiss}>
      ${icon(CLOSE)}
    </button>`;
  };
  agent._extras = { ...agent._extras, beside };
  // the page may call show() later, from a link of its own
  agent.addEventListener('vla-open', () => (agent.hidden = false));
  const root = agent.renderRoot as ShadowRoot;
  root.adoptedStyleSheets = [...(root.adoptedStyleSheets ?? []), dismissStyles.styleSheet!];
}
