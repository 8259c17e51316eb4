import { html, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { prefersStillness } from '../../base/reduced-motion.js';
import { shapeOf, stepMotion, STILL, type OrbMotion } from './orb-motion.js';
import { isLive, wordKey } from '../shared/status-keys.js';
import { tokens } from '../shared/tokens.styles.js';
import { orbStyles } from './vla-orb.styles.js';

/**
 * The session as a picture. It is drawn frame by frame only while something goes on and it can be seen;
 * else it is a still picture that costs nothing.
 *
 * @csspart orb - The picture.
 * @cssprop --vla-accent - The colour it is made from.
 */
export class VlaOrb extends FaceElement {
  static override styles = [tokens, orbStyles];

  #frame = 0;
  #onScreen = false;
  #motion: OrbMotion = STILL;
  #layers: readonly HTMLElement[] = [];
  #lifetime = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const { signal } = (this.#lifetime = new AbortController());
    // A DOM that tests run in may have none of these.
    const watcher =
      globalThis.IntersectionObserver &&
      new IntersectionObserver(([entry]) => {
        this.#onScreen = entry?.isIntersecting ?? false;
        this.#animate();
      });
    watcher?.observe(this);
    signal.addEventListener('abort', () => watcher?.disconnect());
    document.addEventListener('visibilitychange', () => this.#animate(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
    this.#onScreen = false;
    this.#animate();
  }

  protected override render(): TemplateResult {
    return this.picture(`${wordKey(this.view)} ${this.#moves ? 'live' : ''}`);
  }

  protected picture(look: string): TemplateResult {
    return html`<div part="orb" class=${look} aria-hidden="true">
      <i class="halo"></i><i class="core"><i></i><i></i></i>
    </div>`;
  }

  protected override updated(): void {
    this.#layers = [...this.renderRoot.querySelectorAll('i')];
    this.#animate();
  }

  /** A muted microphone hears nothing, so there is nothing to show until the agent's turn. */
  get #moves(): boolean {
    return this.view !== undefined && isLive(this.view.status) && wordKey(this.view) !== 'muted';
  }

  /** Starts or stops the drawing, as things are now. */
  #animate(): void {
    const wanted = this.#moves && this.#onScreen && !document.hidden && !prefersStillness();
    if (wanted && !this.#frame) this.#frame = requestAnimationFrame(this.#draw);
    if (wanted || !this.#frame) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#rest();
  }

  readonly #draw = (timeMs: number): void => {
    this.#frame = requestAnimationFrame(this.#draw);
    const { status, levels } = this.view;
    this.#motion = stepMotion(this.#motion, status, levels(), timeMs);
    this.paint(this.#layers, this.#motion);
  };

  /** One frame; `layers` are the `<i>` of the picture. */
  protected paint([halo, core, near, far]: readonly HTMLElement[], motion: OrbMotion): void {
    if (!halo || !core || !near || !far) return;
    const shape = shapeOf(motion, this.view.status);
    halo.style.transform = `scale(${shape.halo})`;
    halo.style.opacity = `${shape.glow}`;
    core.style.transform = `scale(${shape.core})`;
    near.style.transform = `rotate(${motion.angle}rad)`;
    far.style.transform = `rotate(${-1.4 * motion.angle}rad)`;
  }

  /** Back to the still picture; the angle stays, so that nothing jumps. */
  #rest(): void {
    this.#motion = { ...STILL, angle: this.#motion.angle };
    for (const layer of this.#layers) layer.style.opacity = layer.style.transform = '';
  }
}

define('vla-orb', VlaOrb);

declare global {
  interface HTMLElementTagNameMap {
    'vla-orb': VlaOrb;
  }
}
