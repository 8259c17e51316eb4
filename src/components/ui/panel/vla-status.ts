import { css, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { statusLine } from './panel-templates.js';
import { tokens } from '../shared/tokens.styles.js';

const statusStyles = css`
  :host {
    display: block;
  }
  p {
    color: var(--_subtle);
  }
  b {
    display: block;
    color: var(--_text);
    font-weight: 650;
  }
`;

/**
 * The status of the conversation, with an instruction to the visitor.
 *
 * @csspart status - The status line.
 */
export class VlaStatus extends FaceElement {
  static override styles = [tokens, statusStyles];

  protected override render(): TemplateResult {
    return statusLine(this.view);
  }
}

define('vla-status', VlaStatus);

declare global {
  interface HTMLElementTagNameMap {
    'vla-status': VlaStatus;
  }
}
