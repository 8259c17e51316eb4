import { expect } from '@open-wc/testing';
import { stage, until, type Stage } from '../helpers/agent.js';

type Item = Readonly<Record<string, unknown>>;
const items = async ({ service }: Stage): Promise<Item[]> =>
  (await service()).received
    .filter(({ type }) => type === 'conversation.item.create')
    .map(({ event }) => event['item'] as Item);
const answer = ({ seen }: Stage) =>
  seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && !!text);

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

describe('what a page may ask of a conversation', function () {
  it('shows the agent a picture, with words, and is answered', async () => {
    const it = await stage();
    await it.agent.sendImage(await picture(20, 10), { detail: 'low', text: 'What is this?' });
    const { text } = await answer(it);
    expect(text).to.match(/20 .*10/);
    const [{ role, content }] = (await items(it)) as [Item];
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
    await answer(it);
    expect(it.agent.messages.filter(({ final }) => !final)).to.be.empty;
    it.agent.remove();
  });

  it('makes a picture smaller that is too large for a frame', async () => {
    const it = await stage();
    const large = await picture(2000, 1000, 'image/png', true);
    expect(large.size).to.be.above(700_000);
    await it.agent.sendImage(large, { answer: false });
    await until('it is there', async () => (await items(it)).length === 1);
    const [{ content }] = (await items(it)) as [Item];
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

  it('says a text as it is written', async () => {
    const it = await stage();
    await it.agent.say('We close in ten minutes.');
    expect((await answer(it)).text).to.equal('We close in ten minutes.');
    const { event } = (await it.service()).received.find(({ type }) => type === 'response.create')!;
    expect(event['response']).to.have.property('pre_generated_assistant_message');
    it.agent.remove();
  });

  it('asks an OpenAI voice to say it', async () => {
    const it = await stage({ voice: 'alloy' });
    await it.agent.start();
    await it.agent.say('We close in ten minutes.');
    await until('it is asked', async () =>
      (await it.service()).received.some(({ event }) =>
        String((event['response'] as Item | undefined)?.['instructions']).endsWith('We close in ten minutes.'),
      ),
    );
    it.agent.remove();
  });

  it('tells context before a conversation as its first words, and loads nothing for it', async () => {
    const it = await stage();
    it.agent.updateContext('The visitor looks at the page of bike b1.');
    it.agent.updateContext({ cart: ['b1'] });
    expect(it.agent.shadowRoot!.querySelector('vla-panel')).to.be.null;
    await it.agent.sendText('hello');
    await answer(it);
    const told = (await items(it)).map(({ role, content }) => [role, ((content as Item[])[0] as Item)['text']]);
    expect(told).to.deep.equal([
      ['system', 'The visitor looks at the page of bike b1.'],
      ['system', '{"cart":["b1"]}'],
      ['user', 'hello'],
    ]);
    it.agent.remove();
  });

  it('tells context during a conversation without an answer', async () => {
    const it = await stage();
    await it.agent.sendText('hello');
    await answer(it);
    it.agent.updateContext({ page: '/bikes' });
    await until('it is told', async () => (await items(it)).length === 2);
    expect((await it.service()).received.filter(({ type }) => type === 'response.create')).to.have.lengthOf(1);
    it.agent.remove();
  });

  it('goes on with the conversation of an agent, in the next session and on another page', async () => {
    const fitter = {
      'agent-name': `fitter-${Math.random()}`,
      'agent-project-name': 'shop',
      'token-url': '/voice/token',
    };
    const first = await stage(fitter);
    expect(first.agent.conversationId).to.equal(undefined);
    await first.agent.sendText('I ride a blue bike');
    await answer(first);
    const { session } = await first.seen('vla-session');
    const { conversationId } = first.agent;
    expect(conversationId).to.be.a('string').and.equal(session.agent?.thread_id);

    await first.agent.stop();
    await first.agent.sendText('recall');
    const recalled =
      (what: string) =>
      ({ text, final }: { readonly text: string; readonly final: boolean }) =>
        final && text === `You wrote before: ${what}.`;
    await first.seen('vla-transcript', recalled('I ride a blue bike'));
    expect(first.agent.conversationId).to.equal(conversationId);

    await first.agent.stop();
    first.agent.conversationId = undefined;
    await first.agent.sendText('recall');
    await first.seen('vla-transcript', ({ text, final }) => final && text === 'You wrote nothing before.');
    expect(first.agent.conversationId).not.to.equal(conversationId);
    first.agent.remove();

    const other = await stage({ ...fitter, 'conversation-id': conversationId! });
    await other.agent.sendText('recall');
    await other.seen('vla-transcript', recalled('recall'));
    other.agent.remove();
  });

  it('drops what a tool gives after its conversation is over, also in the next one', async () => {
    let give: (value: string) => void = () => undefined;
    const it = await stage({}, (agent) => {
      agent.registerTool({ name: 'wait' }, () => new Promise((resolve) => (give = resolve)));
    });
    await it.agent.sendText('call wait {}');
    await it.seen('vla-tool-call');
    await it.agent.stop();
    await it.agent.sendText('hello');
    await it.seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('emulator'));
    give('too late');
    await it.agent.sendText('good evening');
    await it.seen('vla-transcript', ({ text, final }) => final && text.startsWith('You wrote: good evening'));
    expect((await items(it)).map(({ type }) => type)).to.deep.equal(['message', 'message']);
    it.agent.remove();
  });
});
