import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/images/images.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

/** The feature does not decode a small picture, so a few bytes with its type are enough. */
const PICTURE = new Blob([new Uint8Array([1, 2, 3])], { type: 'image/png' });
const DATA_URL = 'data:image/png;base64,AQID';
const eventsOf = (agent: ReturnType<typeof fakeContext>): unknown[] =>
  agent.calls.filter(([command]) => command === 'tell').map(([, , event]) => event);

describe('the feature images', () => {
  it('sends a picture with its words as one message, and asks for an answer', async () => {
    const agent = fakeContext();
    await create(agent).send(PICTURE, { detail: 'low', text: ' What is this? ' });
    const content = [
      { type: 'input_image', image_url: DATA_URL, detail: 'low' },
      { type: 'input_text', text: 'What is this?' },
    ];
    expect(eventsOf(agent)).to.deep.equal([
      { type: 'conversation.item.create', item: { type: 'message', role: 'user', content } },
      { type: 'response.create' },
    ]);
  });

  it('sends no text that is empty, and asks for no answer when the page does not want one', async () => {
    const agent = fakeContext();
    await create(agent).send(PICTURE, { answer: false });
    const content = [{ type: 'input_image', image_url: DATA_URL, detail: 'auto' }];
    expect(eventsOf(agent)).to.deep.equal([
      { type: 'conversation.item.create', item: { type: 'message', role: 'user', content } },
    ]);
  });

  it('begins no conversation for a file that is not a picture', async () => {
    const agent = fakeContext();
    const refused: unknown = await create(agent)
      .send(new Blob(['x'], { type: 'text/plain' }))
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(TypeError);
    expect(agent.calls).to.be.empty;
  });

  it('sends nothing when no conversation can begin', async () => {
    const agent = { ...fakeContext(), ready: () => Promise.reject(new Error('no conversation')) };
    const refused: unknown = await create(agent)
      .send(PICTURE)
      .catch((error: unknown) => error);
    expect((refused as Error).message).to.equal('no conversation');
    expect(eventsOf(agent)).to.be.empty;
  });
});
