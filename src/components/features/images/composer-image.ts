/**
 * A picture in the composer. The visitor chooses, pastes or drops it, sees it small, and sends it with or without text.
 * Loaded with the first picture.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import { CLOSE, icon } from '../../ui/shared/icons.js';
import { imageLabels, type ImageLabels } from './labels.js';
import type { Attachment, AttachmentTarget } from '../../contract/view.js';

const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** Largest height and width of the small picture, in px. */
const HEIGHT = 64;
const WIDTH = 160;
const GALLERY = 'M4 5h16v14H4zM4 16l5-5 7 7M14 14l3-3 3 3';
const CAMERA = 'M4 8h4l2-3h4l2 3h4v11H4zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6';

type Trouble = 'picture-type' | 'picture-large' | 'picture-broken' | 'picture-failed';

const styles = css`
  .picture {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .picture:has(canvas, p:not(.hidden, :empty), .way) {
    padding-block-end: 8px;
  }
  .thumb {
    position: relative;
    display: flex;
  }
  canvas {
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface-2);
  }
  .picture .remove {
    padding: 8px; /* the target is larger than the disc */
    margin-inline-start: -22px;
    margin-block-start: -14px;
    align-self: flex-start;
    background: var(--_text);
    background-clip: content-box;
    color: var(--_surface);
  }
  .remove svg {
    inline-size: 16px;
    block-size: 16px;
  }
  .picture .way {
    flex: 1;
    padding: 0 12px;
    border-color: var(--_border);
    background-clip: border-box !important;
  }
  .trouble {
    flex: 1 1 100%;
    color: var(--_danger-text, inherit);
    font-size: 14px;
  }
`;

const attachments = new WeakMap<AttachmentTarget, ComposerImage>();

/** Adds this picture to the message that is being typed. Without a picture, it lets the visitor choose one. */
export function attach(composer: AttachmentTarget, file: File | undefined): void {
  const image = attachments.get(composer) ?? new ComposerImage(composer);
  attachments.set(composer, image);
  composer.attachment = image;
  composer.requestUpdate();
  if (file) void image.take(file);
  else image.ask();
}

class ComposerImage implements Attachment {
  chosen: Blob | undefined;
  readonly #composer: AttachmentTarget;
  #small: HTMLCanvasElement | undefined;
  #trouble: Trouble | undefined;
  /** True while a phone offers its two ways to a picture: taking a photo, and choosing a file. */
  #ways = false;
  /** The file input. Without this reference, the browser may collect it while its dialog is open. */
  #field: HTMLInputElement | undefined;
  /** Counts the pictures. When two are still being read, the later one wins. */
  #taken = 0;

  constructor(composer: AttachmentTarget) {
    this.#composer = composer;
    adoptStyles(composer.renderRoot, styles);
  }

  /** Lets the visitor choose a picture. On a touch screen, it offers the camera as well. */
  ask(): void {
    if (!matchMedia('(pointer: coarse)').matches) return this.#open(false);
    this.#ways = !this.#ways;
    this.#composer.requestUpdate();
  }

  async take(file: Blob): Promise<void> {
    const taken = ++this.#taken;
    const small = TYPES.includes(file.type) ? await draw(file) : 'picture-type';
    if (taken !== this.#taken) return;
    this.#ways = false;
    this.#trouble = typeof small === 'string' ? small : undefined;
    if (typeof small !== 'string') {
      this.chosen = file;
      this.#small = small;
    }
    this.#composer.requestUpdate();
    this.#composer.focus();
  }

  /** Sends the picture with this text. Returns false when there is no picture, so that the composer sends the text. */
  send(text: string): boolean {
    const { chosen } = this;
    const small = this.#small;
    if (!chosen) return false;
    this.#drop();
    this.#composer.actions.settings.sendImage(chosen, { text }).catch((error: unknown) => {
      // Put the picture and the text back, unless the visitor has chosen another picture meanwhile.
      if (this.chosen) return;
      this.chosen = chosen;
      this.#small = small;
      this.#trouble = error instanceof TypeError ? 'picture-large' : 'picture-failed';
      this.#composer.text ||= text;
      this.#composer.requestUpdate();
    });
    return true;
  }

  #drop(): void {
    this.#taken++;
    this.chosen = this.#small = this.#trouble = undefined;
    this.#ways = false;
    this.#composer.requestUpdate();
  }

  #open(camera: boolean): void {
    const field = (this.#field = document.createElement('input'));
    field.type = 'file';
    field.accept = TYPES.join();
    if (camera) field.setAttribute('capture', 'environment');
    field.onchange = () => this.#field === field && field.files?.[0] && void this.take(field.files[0]);
    field.click();
  }

  /** The row above the text. Its live regions are always there: screen readers often miss one that comes with its text. */
  strip(): TemplateResult {
    const labels = { ...imageLabels, ...this.#composer.view.labels };
    return html`<div class="picture">
      ${this.#small ? this.#thumb(this.#small, labels) : nothing}
      ${this.#ways ? [this.#way(true, labels), this.#way(false, labels)] : nothing}
      <p class="hidden" role="status">${this.#small ? labels['picture-chosen'] : nothing}</p>
      <p class="trouble" role="alert">${this.#trouble ? labels[this.#trouble] : nothing}</p>
    </div>`;
  }

  #thumb(small: HTMLCanvasElement, labels: ImageLabels): TemplateResult {
    const remove = (): void => {
      this.#drop();
      this.#composer.focus();
    };
    small.setAttribute('aria-label', labels['picture-chosen']);
    const words = labels['picture-remove'];
    return html`<div class="thumb">
      ${small}<button class="remove" aria-label=${words} title=${words} @click=${remove}>${icon(CLOSE)}</button>
    </div>`;
  }

  #way(camera: boolean, labels: ImageLabels): TemplateResult {
    return html`<button class="way" @click=${() => this.#open(camera)}>
      ${icon(camera ? CAMERA : GALLERY)}${labels[camera ? 'picture-take' : 'picture-choose']}
    </button>`;
  }
}

/** Draws the small picture on a canvas. An image element would need an address, which the page's policy may refuse. */
async function draw(file: Blob): Promise<HTMLCanvasElement | Trouble> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return 'picture-broken';
  const scale = Math.min(HEIGHT / bitmap.height, WIDTH / bitmap.width);
  const canvas = document.createElement('canvas');
  const [width, height] = [Math.max(1, bitmap.width * scale), Math.max(1, bitmap.height * scale)];
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  canvas.setAttribute('role', 'img');
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}
