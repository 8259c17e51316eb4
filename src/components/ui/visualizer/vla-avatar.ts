import { css, html, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement, isFilled } from '../shared/face-element.js';
import { icon } from '../shared/icons.js';
import { tokens } from '../shared/tokens.styles.js';

const PERSON = 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M4.5 21a7.5 7.5 0 0 1 15 0';

const avatarStyles = css`
  :host {
    display: block;
    inline-size: 160px;
    aspect-ratio: 1;
  }
  [part] {
    display: grid;
    block-size: 100%;
    overflow: hidden;
    border: 3px solid var(--_border);
    border-radius: 50%;
    background: var(--_surface-2);
    color: var(--_subtle);
    place-items: center;
    transition: border-color 0.2s;
  }
  .speaking {
    border-color: var(--_seen, var(--_accent));
    outline: 2px solid var(--_seen, var(--_accent));
    outline-offset: 3px;
  }
  img,
  ::slotted(*) {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  svg {
    inline-size: 45%;
    block-size: 45%;
  }
  @media (forced-colors: active) {
    .speaking {
      border-color: Highlight;
    }
  }
`;

/**
 * A still picture of the agent, with a ring while the agent speaks. It shows the page's own content, else the image at
 * `poster`, else an icon of a person.
 *
 * @attr poster - Address of the picture.
 * @slot - The picture, in place of `poster`.
 * @csspart avatar - The round frame.
 */
export class VlaAvatar extends FaceElement {
  static override styles = [tokens, avatarStyles];
  static override properties = { poster: {}, filled: { state: true } };

  /** Address of the picture. */
  declare poster: string | undefined;
  /** True when the page filled the slot. */
  declare private filled: boolean;

  protected override render(): TemplateResult {
    const { labels, status } = this.view;
    const change = (event: Event): void => void (this.filled = isFilled(event));
    const still = this.poster ? html`<img src=${this.poster} alt=${labels.agent} />` : icon(PERSON);
    return html`<div part="avatar" class=${status}>
      <slot @slotchange=${change}></slot>${this.filled ? '' : still}
    </div>`;
  }
}

define('vla-avatar', VlaAvatar);

declare global {
  interface HTMLElementTagNameMap {
    'vla-avatar': VlaAvatar;
  }
}
