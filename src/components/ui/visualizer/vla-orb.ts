import { html, type TemplateResult } from 'lit';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { prefersStillness } from '../../base/reduced-motion.js';
import type * as Motion from './orb-motion.js';
import { isLive, wordKey } from '../shared/status-keys.js';
import { tokens } from '../shared/tokens.styles.js';
import { orbStyles } from './vla-orb.styles.js';

/** How it moves. Loaded when it first does, and never for visitors who want no motion; without it the orb stands still. */
let motions: typeof Motion | undefined;

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
  #motion: Motion.OrbMotion | undefined;
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
    if (wanted && !motions) return void this.#load();
    if (wanted && !this.#frame) this.#frame = requestAnimationFrame(this.#draw);
    if (wanted || !this.#frame) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#rest();
  }

  #load(): Promise<void> {
    return import('./orb-motion.js').then(
      (loaded) => {
        motions = loaded;
        this.#animate();
      },
      () => undefined,
    );
  }

  readonly #draw = (timeMs: number): void => {
    if (!this.#moves) return this.#animate(); // a standalone part lost its agent, and gets no update about that
    this.#frame = requestAnimationFrame(this.#draw);
    const { status, levels } = this.view;
    this.#motion = motions!.stepMotion(this.#motion, status, levels(), timeMs);
    this.paint(motions!, this.#layers, this.#motion);
  };

  /** Draws one frame. `layers` holds the `<i>` elements of the visualizer. */
  protected paint({ paintOrb }: typeof Motion, layers: readonly HTMLElement[], motion: Motion.OrbMotion): void {
    paintOrb(layers, motion, this.view.status);
  }

  /** Returns to the still picture. The angle is kept, so that nothing jumps when it moves again. */
  #rest(): void {
    if (this.#motion) this.#motion = motions!.stillAt(this.#motion);
    for (const layer of this.#layers) layer.style.opacity = layer.style.transform = '';
  }
}

define('vla-orb', VlaOrb);

declare global {
  interface HTMLElementTagNameMap {
    'vla-orb': VlaOrb;
  }
}
