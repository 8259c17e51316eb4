/** Sends pictures to the agent, by `sendImage()` and from the composer. Loaded with the first picture. */
import { attach } from './composer-image.js';
import { imageDataUrl } from './image-data-url.js';
import type { ImageOptions } from '../../contract/agent.js';
import type { FeatureContext } from '../../contract/feature.js';
import type { AttachmentTarget } from '../../contract/view.js';

export const create = (agent: FeatureContext): Images => new Images(agent);

class Images {
  readonly #agent: FeatureContext;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  /** Rejects with a `Fault` when no conversation can begin, and with a `TypeError` when the picture cannot be sent. */
  async send(image: Blob, { detail = 'auto', text = '', answer = true }: ImageOptions = {}): Promise<void> {
    const image_url = await imageDataUrl(image);
    await this.#agent.ready();
    const words = text.trim() ? [{ type: 'input_text', text: text.trim() } as const] : [];
    const { conversation } = this.#agent;
    const content = [{ type: 'input_image', image_url, detail } as const, ...words];
    conversation.tell('sendEvent', {
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content },
    });
    if (answer) conversation.tell('sendEvent', { type: 'response.create' });
  }

  /** Adds a picture to the message that is being typed. Without a picture, it lets the visitor choose one. */
  attach(composer: AttachmentTarget, image: File | undefined): void {
    attach(composer, image);
  }
}
