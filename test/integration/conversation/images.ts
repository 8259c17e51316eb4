import { expect } from '@open-wc/testing';
import { agentAnswer, sentItems, type Item } from '../../helpers/page/conversation-items.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const images: Cases = ({ it, stage }) => {
  const picture = (width: number, height: number): Promise<Blob> => {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')!.fillRect(0, 0, width, height);
    return canvas.convertToBlob({ type: 'image/png' });
  };

  describe('sendImage()', function () {
    it('shows the agent a picture, with words, and is answered', async () => {
      const it = await stage();
      await it.agent.sendImage(await picture(20, 10), { detail: 'low', text: 'What is this?' });
      const { text } = await agentAnswer(it);
      expect(text).to.match(/20 .*10/);
      const [{ role, content }] = (await sentItems(it)) as [Item];
      expect(role).to.equal('user');
      const [image, words] = content as [Item, Item];
      expect(image).to.include({ type: 'input_image', detail: 'low' });
      expect(image['image_url']).to.match(/^data:image\/png;base64,/);
      expect(words).to.deep.equal({ type: 'input_text', text: 'What is this?' });
      it.agent.remove();
    });

    it('leaves no half message in the transcript when a picture comes without words', async () => {
      const it = await stage({}, (agent) => (agent.open = true));
      await it.agent.sendImage(await picture(4, 4));
      await agentAnswer(it);
      expect(it.agent.messages.filter(({ final }) => !final)).to.be.empty;
      it.agent.remove();
    });
  });
};
