import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { control, needsToken, seconds, stage, until, type Stage } from '../helpers/page/live-agent.js';
import type { VoiceLiveAgent } from '../../src/index.js';

const SERVER = { type: 'mcp', server_label: 'sums', server_url: 'https://sums.example/mcp' } as const;
const withServer = (attributes = {}) => stage(attributes, (agent) => (agent.session = { tools: [SERVER] }));

/** Finds an element below another one, also in shadow roots. */
function cardsOf(agent: VoiceLiveAgent): HTMLElement[] {
  const face = agent.shadowRoot!.querySelector('vla-panel, vla-inline, vla-bar');
  return [...(face?.shadowRoot?.querySelectorAll<HTMLElement>('vla-approval') ?? [])];
}

async function card({ agent }: Stage): Promise<HTMLElement> {
  await until('the card is shown', () => Boolean(cardsOf(agent)[0]?.shadowRoot?.querySelector('.row')));
  return cardsOf(agent)[0]!;
}

async function press(stage: Stage, kind: 'primary' | 'quiet'): Promise<void> {
  const shown = await card(stage);
  await seconds(0.45);
  shown.shadowRoot!.querySelector<HTMLElement>(`.row .${kind}`)!.click();
}

const answersOf = async ({ service }: Stage): Promise<unknown[]> =>
  (await service()).received
    .map(({ event }) => event['item'] as Readonly<Record<string, unknown>> | undefined)
    .filter((item) => item?.['type'] === 'mcp_approval_response')
    .map((item) => item!['approve']);

const ask = ({ agent }: Stage): Promise<void> => agent.sendText('mcp add {"a": 2, "b": 3}');

describe('an MCP tool that waits for the visitor', function () {
  before(async function () {
    await needsToken(this, 'no page names an MCP server');
  });

  for (const variant of ['floating', 'inline', 'compact']) {
    it(`is allowed once on a card, ${variant}`, async () => {
      const set = await withServer({ variant, open: '' });
      await ask(set);
      await press(set, 'primary');
      await set.seen('vla-mcp', ({ kind, status }) => kind === 'call' && status === 'completed');
      expect(cardsOf(set.agent)).to.be.empty;
      expect(await answersOf(set)).to.deep.equal([true]);
    });
  }

  it('is denied on the card', async () => {
    const set = await withServer({ open: '' });
    await ask(set);
    await press(set, 'quiet');
    await set.seen('vla-mcp', ({ kind, status }) => kind === 'call' && status === 'failed');
    expect(await answersOf(set)).to.deep.equal([false]);
  });

  it('has no card when the page answers at once, or says that it will', async () => {
    for (const how of ['answers', 'prevents'] as const) {
      const set = await withServer({ open: '' });
      set.agent.addEventListener('vla-approval', (event) =>
        how === 'answers' ? event.detail.respondWith(true) : event.preventDefault(),
      );
      await ask(set);
      await set.seen('vla-approval');
      await seconds(0.3);
      expect(cardsOf(set.agent)).to.be.empty;
      set.agent.remove();
    }
  });

  it('loses its card when the page answers later, and when the conversation ends', async () => {
    const set = await withServer({ open: '' });
    await ask(set);
    await card(set);
    set.agent.approve(set.details('vla-approval')[0]!.requestId, true);
    await until('the card is gone', () => cardsOf(set.agent).length === 0);
    await set.seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('5'));
    await ask(set);
    await card(set);
    await set.agent.stop();
    await until('the card is gone', () => cardsOf(set.agent).length === 0);
    expect(await answersOf(set)).to.deep.equal([true]);
  });

  it('makes way for a word when its connection is lost, since the next one does not know it', async () => {
    const set = await withServer({ open: '' });
    await ask(set);
    await card(set);
    await control(await set.service(), 'close', { code: 1011 });
    const panel = set.agent.shadowRoot!.querySelector('vla-panel')!.shadowRoot!;
    const hint = () => panel.querySelector('vla-hint')?.shadowRoot?.querySelector('p')?.textContent ?? '';
    await until('the visitor is told', () => hint().startsWith('The connection was lost before'));
    expect(cardsOf(set.agent)).to.be.empty;
    await until('it goes on', () => set.agent.state === 'idle');
    set.agent.approve(set.details('vla-approval')[0]!.requestId, true);
    expect(await answersOf(set)).to.be.empty;
  });

  it('waits behind the one before it', async () => {
    const set = await withServer({ open: '' });
    await ask(set);
    const first = await card(set);
    await control(await set.service(), 'send', {
      type: 'conversation.item.created',
      item: { id: 'second', type: 'mcp_approval_request', name: 'sub', server_label: 'sums', arguments: '{}' },
    });
    await until('the card tells of it', () => Boolean(first.shadowRoot!.querySelector('.waiting')));
    await press(set, 'primary');
    await until('it is the other’s turn', () => cardsOf(set.agent)[0] !== first && cardsOf(set.agent).length === 1);
    const second = await card(set);
    second.shadowRoot!.querySelector<HTMLElement>('.primary')!.click(); // a double click
    expect(await answersOf(set)).to.deep.equal([true]);
    expect(second.shadowRoot!.querySelector('.waiting')).to.equal(null);
  });

  it('opens a closed panel and is read out, but leaves a visitor who types where they are', async () => {
    const set = await withServer();
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await ask(set);
    await until('it is read out', () =>
      /add.*sums/.test(set.agent.shadowRoot!.querySelector('[aria-live]')!.textContent),
    );
    expect(set.agent.open).to.equal(false);
    expect(document.activeElement === field).to.equal(true);
    field.blur();
    await until('the panel opens', () => set.agent.open);
    const shown = await card(set);
    await until('the card has the focus', () => shown.shadowRoot!.activeElement?.className === 'card');
    field.remove();
  });

  it('leaves the focus in the composer, and Escape closes the panel without an answer', async () => {
    const set = await withServer({ open: '' });
    await ask(set);
    const panel = set.agent.shadowRoot!.querySelector('vla-panel')!;
    panel.shadowRoot!.querySelector('vla-composer')!.focus();
    const shown = await card(set);
    expect(panel.shadowRoot!.activeElement?.localName).to.equal('vla-composer');
    shown.focus();
    await sendKeys({ press: 'Escape' });
    expect(set.agent.open).to.equal(false);
    expect(await answersOf(set)).to.be.empty;
    set.agent.show();
    expect(await card(set)).to.equal(shown);
  });
});
