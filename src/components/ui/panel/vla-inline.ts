import { css } from 'lit';
import { define } from '../../base/define.js';
import { VlaPanel } from './vla-panel.js';

/** The panel fills the box that the page gives it. In a low box, parts shrink or disappear, the visualizer first. */
const inlineStyles = css`
  :host {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    min-inline-size: min(240px, 100%);
    min-block-size: 320px;
    container-type: size;
  }
  .panel {
    inline-size: 100%;
    block-size: 100%;
    max-block-size: none;
  }
  .controls,
  vla-composer,
  .card {
    max-inline-size: 640px;
    margin-inline: auto;
  }
  .footer > * {
    inline-size: 100%;
  }
  .controls button {
    max-inline-size: 320px;
    margin-inline: auto;
  }
  @container (min-width: 720px) {
    vla-transcript {
      padding-inline: calc((100% - 720px) / 2);
    }
  }
  @container (max-height: 420px) {
    .panel:not(.chatting) .orb {
      flex-basis: 88px;
    }
    .stage {
      padding-block-end: 8px;
    }
    .stage b {
      margin-block-start: 4px;
      font-size: 19px;
    }
  }
  @container (max-height: 380px) {
    .panel:has(.card) .stage,
    .panel:not(.chatting) .orb {
      display: none;
    }
  }
`;

/** The panel as a box in the page's layout. It has neither a launcher nor a close button. */
export class VlaInline extends VlaPanel {
  static override styles = [...VlaPanel.styles, inlineStyles];
}

define('vla-inline', VlaInline);

declare global {
  interface HTMLElementTagNameMap {
    'vla-inline': VlaInline;
  }
}
