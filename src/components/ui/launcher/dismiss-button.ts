/** The small button on the launcher that hides the widget for this page view. */
import { css, html, nothing } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import { CLOSE, icon } from '../shared/icons.js';
import { dismissLabels } from './labels.js';
import type { LauncherView } from '../../contract/view.js';
import type { AgentHost } from '../../contract/agent.js';

/**
 * The button sits on the launcher's corner that points into the page. Its hit area, 44 px, is larger than the visible
 * disc.
 */
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

/** The two callbacks through which the button uses the agent. */
interface Dismissal {
  /** Returns the labels that replace the English ones. */
  words(): object;
  /** Called when the visitor pressed the button. */
  dismissed(): void;
}

/** Adds the button to an agent. Returns the template function that the launcher draws beside its own button. */
export function offerDismissal(agent: AgentHost, { words, dismissed }: Dismissal): LauncherView['beside'] {
  const dismiss = (): void => {
    agent.hidden = true;
    dismissed();
  };
  // The page may call show() later, for example from a link. Then the dismissed widget comes back.
  let wasOpen = agent.open;
  agent.addController({
    hostUpdated: () => {
      if (agent.open && !wasOpen) agent.hidden = false;
      wasOpen = agent.open;
    },
  });
  adoptStyles(agent.renderRoot, dismissStyles);
  return (view) => {
    if (view.open || view.inCall || !agent.dismissible) return nothing;
    const label = { ...dismissLabels, ...words() }['dismiss-widget'];
    return html`<button class="dismiss" part="dismiss" aria-label=${label} title=${label} @click=${dismiss}>
      ${icon(CLOSE)}
    </button>`;
  };
}
