import { css, html, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import type * as Motion from './orb-motion.js';
import { VlaOrb } from './vla-orb.js';

const barsStyles = css`
  .bars {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 7%;
  }
  .bars i {
    position: static;
    inline-size: 10%;
    block-size: 70%;
    border-radius: 99px;
    background: var(--_accent);
    transform: scaleY(0.18);
  }
  @media (forced-colors: active) {
    .bars i {
      background: CanvasText;
    }
  }
`;

/**
 * The visualizer as five bars, in place of the orb.
 *
 * @csspart orb - The visualizer.
 */
export class VlaBars extends VlaOrb {
  static override styles = [...VlaOrb.styles, barsStyles];

  protected override picture(look: string): TemplateResult {
    return html`<div part="orb" class="bars ${look}" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div>`;
  }

  protected override paint(
    _: typeof Motion,
    bars: readonly HTMLElement[],
    { loudness, timeMs }: Motion.OrbMotion,
  ): void {
    bars.forEach((bar, index) => {
      const wave = 0.5 + 0.5 * Math.sin(timeMs / 170 + index * 1.9);
      bar.style.transform = `scaleY(${0.18 + 0.04 * wave + loudness * (0.35 + 0.43 * wave)})`;
    });
  }
}

define('vla-bars', VlaBars);

declare global {
  interface HTMLElementTagNameMap {
    'vla-bars': VlaBars;
  }
}
