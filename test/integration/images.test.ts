import { expect } from '@open-wc/testing';
import { stage, until } from '../helpers/page/live-agent.js';
import { sentItems, type Item } from '../helpers/page/conversation-items.js';

async function picture(width: number, height: number, type = 'image/png', noise = false): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(width, height);
  if (noise)
    for (let i = 0; i < image.data.length; i += 65_536) crypto.getRandomValues(image.data.subarray(i, i + 65_536));
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type });
}

describe('sendImage()', function () {
  it('makes a picture smaller that is too large for a frame', async () => {
    const it = await stage();
    const large = await picture(2000, 1000, 'image/png', true);
    expect(large.size).to.be.above(700_000);
    await it.agent.sendImage(large, { answer: false });
    await until('it is there', async () => (await sentItems(it)).length === 1);
    const [{ content }] = (await sentItems(it)) as [Item];
    const address = (content as Item[])[0]!['image_url'] as string;
    expect(address).to.match(/^data:image\/jpeg/);
    expect(address.length).to.be.below(1_000_000);
    expect((await it.service()).received.map(({ type }) => type)).not.to.include('response.create');
    it.agent.remove();
  });

  for (const [what, wrong, says] of [
    ['a text file', new Blob(['x'], { type: 'text/plain' }), 'text/plain'],
    ['a drawing that may hold scripts', new Blob(['<svg/>'], { type: 'image/svg+xml' }), 'image/svg+xml'],
    ['what is no file', 'picture.png' as unknown as Blob, 'Blob'],
  ] as const) {
    it(`refuses ${what} in words, and sends nothing`, async () => {
      const { agent } = await stage();
      const error: unknown = await agent.sendImage(wrong).catch((error: unknown) => error);
      expect(error).to.be.instanceOf(TypeError);
      expect((error as TypeError).message).to.contain(says);
      expect(agent.state).to.equal('idle');
      agent.remove();
    });
  }
});
