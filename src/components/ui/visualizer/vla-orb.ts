import { html, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { prefersStillness } from '../../base/reduced-motion.js';
import { shapeOf, stepMotion, STILL, type OrbMotion } from './orb-motion.js';
import { isLive, wordKey } from '../shared/status-keys.js';
import { tokens } from '../shared/tokens.styles.js';
import { orbStyles } from './vla-orb.styles.js';

/**
 * The visualizer as an orb that moves with both voices. It is animated only while a conversation runs and the orb is
 * visible. Otherwise it stands still and costs no time.
 *
 * @csspart orb - The visualizer.
 * @cssprop --vla-accent - The colour that its shades are derived from.
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
    // Some test environments have no IntersectionObserver.
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

  /** False while muted: the microphone gives no level, so nothing moves until the agent speaks. */
  get #moves(): boolean {
    return this.view !== undefined && isLive(this.view.status) && wordKey(this.view) !== 'muted';
  }

  /** Starts or stops the animation to match the present state. */
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

  /** Draws one frame. Its first argument holds the `<i>` elements of the visualizer. */
  protected paint([halo, core, near, far]: readonly HTMLElement[], motion: OrbMotion): void {
    if (!halo || !core || !near || !far) return;
    const shape = shapeOf(motion, this.view.status);
    halo.style.transform = `scale(${shape.halo})`;
    halo.style.opacity = `${shape.glow}`;
    core.style.transform = `scale(${shape.core})`;
    near.style.transform = `rotate(${motion.angle}rad)`;
    far.style.transform = `rotate(${-1.4 * motion.angle}rad)`;
  }

  /** Returns to the still picture. The angle is kept, so that nothing jumps when it moves again. */
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
