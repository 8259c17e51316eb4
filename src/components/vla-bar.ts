import { css, html, nothing, type TemplateResult } from 'lit';
import { define, FaceElement } from './face-element.js';
import { faultCard, picture, statusLine } from './panel-parts.js';
import { tokens } from './tokens.styles.js';
import './vla-bars.js';
import './vla-composer.js';
import './vla-mic-button.js';
import './vla-orb.js';
import { cardStyles } from './vla-panel.styles.js';

const barStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 66px;
    padding: 8px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .orb {
    flex: none;
    inline-size: 46px;
  }
  p {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--_subtle);
    font-size: 13px;
    line-height: 1.35;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  p b {
    display: block;
    overflow: hidden;
    color: var(--_text);
    font-size: 15px;
    font-weight: 600;
    text-overflow: ellipsis;
  }
  .answer {
    white-space: normal;
    overflow-wrap: anywhere;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    display: -webkit-box;
    -webkit-box-orient: vertical;
  }
  vla-composer {
    display: none;
    flex: 1.4;
  }
  .card,
  .cards > * {
    margin-block: 8px 0;
  }
  @container (max-width: 219px) {
    .orb {
      display: none;
    }
  }
  @container (min-width: 600px) {
    vla-composer {
      display: block;
    }
  }
`;

/**
 * A face of one line: picture, status, the buttons of the call, and the composer where there is room for it. What the
 * agent writes in a chat stands in place of the instruction.
 *
 * @csspart panel - The line.
 */
export class VlaBar extends FaceElement {
  static override styles = [tokens, cardStyles, barStyles];

  protected override render(): TemplateResult {
    const { view, actions } = this;
    const composer = html`<vla-composer
      exportparts="composer,input,send"
      .view=${view}
      .actions=${actions}
    ></vla-composer>`;
    return html`<div role="region" aria-label=${view.heading}>
      <div class="bar" part="panel">
        ${picture(view, actions)} ${this.#words()} ${view.textInput && !view.unusable ? composer : nothing}
        <vla-mic-button exportparts="mic,mute,end" .view=${view} .actions=${actions}></vla-mic-button>
      </div>
      <div role="alert">${faultCard(view, actions)}</div>
      <div class="cards">${view.cards}</div>
    </div>`;
  }

  #words(): TemplateResult {
    const { messages, inCall, transcript } = this.view;
    const latest = messages.at(-1);
    if (inCall || !transcript || latest?.role !== 'agent' || !latest.text) return statusLine(this.view);
    return html`<p class="answer" part="status" dir="auto" title=${latest.text}>${latest.text}</p>`;
  }
}

define('vla-bar', VlaBar);

declare global {
  interface HTMLElementTagNameMap {
    'vla-bar': VlaBar;
  }
}
