import { expect } from '@open-wc/testing';
import { seconds, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { hasLoaded } from '../helpers/page/chunks.js';
import { settled } from '../helpers/page/settle-animations.js';

const FORM = `<form voice-tool="book_repair" description="Books a repair">
  <label>Name <input name="name" required /></label>
  <label>Day <input name="day" type="date" required /></label>
  <label>Bike <select name="bike"><option value="city">City</option><option value="gravel">Gravel</option></select></label>
  <button>Send</button>
</form>`;
const ASK = 'call book_repair {"name": "Ada", "day": "2026-11-23", "bike": "gravel"}';

function place(markup: string, where: Element = document.body): HTMLElement {
  const holder = where.appendChild(document.createElement('div'));
  holder.innerHTML = markup;
  return holder;
}

const toolsOf = async ({ service }: Stage): Promise<string[]> => {
  const { session } = (await service()) as unknown as { session: { tools?: { name: string }[] } };
  return (session.tools ?? []).map(({ name }) => name);
};
const answered = ({ seen }: Stage, words: string): Promise<unknown> =>
  seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes(words));
const card = ({ agent }: Stage): HTMLElement | null | undefined =>
  agent.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector('vla-form-card');

async function shownCard(set: Stage): Promise<HTMLElement> {
  await until('the card is shown', () => Boolean(card(set)?.shadowRoot?.querySelector('button')));
  return card(set)!;
}

describe('tools in HTML', function () {
  let page: HTMLElement | undefined;
  afterEach(() => page?.remove());

  it('load no code on a page that has none', async () => {
    const set = await stage();
    await set.agent.sendText('hello');
    await answered(set, 'emulator');
    expect(hasLoaded('html-tools')).to.equal(false);
  });

  describe('<voice-tool>', () => {
    const withTool = (inside: string, name = 'get_stock') =>
      stage({}, (agent) => {
        agent.innerHTML = `<voice-tool name="${name}" description="How many there are">${inside}</voice-tool>`;
      });

    it('is a tool of the agent, and its call comes from the tag and bubbles to the agent', async () => {
      const schema = '{"type": "object", "properties": {"sku": {"type": "string"}}, "required": ["sku"]}';
      const set = await withTool(`<script type="application/json">${schema}</script>`);
      const tag = set.agent.querySelector('voice-tool')!;
      const calls: unknown[] = [];
      tag.addEventListener('vla-tool-call', (event) => {
        const { name, arguments: args, respondWith } = event.detail;
        calls.push([name, args]);
        respondWith(Promise.resolve({ left: 3 }));
      });
      await set.agent.sendText('hello');
      await until('the service knows it', async () => (await toolsOf(set)).includes('get_stock'));
      await set.agent.sendText('call get_stock {"sku": "b1"}');
      await answered(set, 'left 3');
      expect(calls).to.deep.equal([['get_stock', { sku: 'b1' }]]);
      expect(set.details('vla-tool-call')).to.have.lengthOf(1);
      await set.agent.sendText('call get_stock {}');
      await answered(set, 'sku');
      expect(calls).to.have.lengthOf(1);
    });

    it('follows what the page adds, changes and takes away', async () => {
      const set = await withTool('');
      await set.agent.sendText('hello');
      await until('the first is known', async () => (await toolsOf(set)).join() === 'get_stock');
      place('<voice-tool name="get_price"></voice-tool>', set.agent);
      await until('the second is known', async () => (await toolsOf(set)).join() === 'get_stock,get_price');
      set.agent.querySelector('voice-tool')!.remove();
      await until('the first is gone', async () => (await toolsOf(set)).join() === 'get_price');
      set.agent.querySelector('voice-tool')!.setAttribute('name', 'price_of');
      await until('it is renamed', async () => (await toolsOf(set)).join() === 'price_of');
    });

    it('is left out, with one clear warning, when its schema cannot be read', async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (...told: unknown[]) => void warnings.push(told.join(' '));
      const set = await withTool('<script type="application/json">{"type": object}</script>', 'broken_one');
      place('<voice-tool name="fine_one"></voice-tool>', set.agent);
      await set.agent.sendText('hello');
      await until('the other is known', async () => (await toolsOf(set)).includes('fine_one'));
      console.warn = warn;
      expect(await toolsOf(set)).to.not.include('broken_one');
      expect(warnings.filter((text) => text.includes('broken_one'))).to.have.lengthOf(1);
    });
  });

  describe('<form voice-tool>', () => {
    async function filled(attributes: Record<string, string> = { open: '' }): Promise<[Stage, HTMLFormElement]> {
      page = place(FORM);
      const form = page.querySelector('form')!;
      form.addEventListener('submit', (event) => event.preventDefault());
      const set = await stage(attributes);
      await set.agent.sendText('hello');
      await until('the service knows it', async () => (await toolsOf(set)).includes('book_repair'));
      await set.agent.sendText(ASK);
      await answered(set, 'status waiting');
      return [set, form];
    }

    it('is filled by the agent, and sent by the visitor, whose values the model hears', async () => {
      const [set, form] = await filled();
      expect(Object.fromEntries(new FormData(form))).to.deep.equal({ name: 'Ada', day: '2026-11-23', bike: 'gravel' });
      expect(JSON.parse(set.details('vla-tool-result')[0]!.output).status).to.equal('waiting');
      expect(form.hasAttribute('voice-tool-waiting')).to.equal(true);
      await settled();
      await expect(await shownCard(set)).to.be.accessible();
      (form.elements.namedItem('name') as HTMLInputElement).value = 'Grace';
      form.querySelector('button')!.click();
      await answered(set, 'has sent the form book_repair');
      await answered(set, 'Grace');
      expect(form.hasAttribute('voice-tool-waiting')).to.equal(false);
      await until('the card is gone', () => !card(set));
    });

    it('is not sent when the visitor does not want it, and the model hears that', async () => {
      const [set, form] = await filled();
      let sent = 0;
      form.addEventListener('submit', () => sent++);
      (await shownCard(set)).shadowRoot!.querySelector<HTMLElement>('.quiet')!.click();
      await answered(set, 'does not want to send the form');
      expect(sent).to.equal(0);
      expect(form.hasAttribute('voice-tool-waiting')).to.equal(false);
    });

    it('leads the visitor to it', async () => {
      const [set, form] = await filled();
      (await shownCard(set)).shadowRoot!.querySelector<HTMLElement>('.primary')!.click();
      await until('its first field has the focus', () => form.contains(document.activeElement));
    });

    it('tells the model what its fields refuse', async () => {
      page = place('<form voice-tool="rate"><input name="stars" type="number" step="2" min="0" max="10" /></form>');
      const set = await stage({ open: '' });
      await set.agent.sendText('hello');
      await until('the service knows it', async () => (await toolsOf(set)).includes('rate'));
      await set.agent.sendText('call rate {"stars": 3}');
      const { failed, output } = await set.seen('vla-tool-result');
      expect(failed).to.equal(true);
      expect(output).to.include('stars:');
      await seconds(0.2);
      expect(Boolean(card(set))).to.equal(false);
    });

    it('belongs to the agent it names, and waits no longer when the conversation ends', async () => {
      page = place(`${FORM.replace('<form', '<form for="other"')}`);
      const mine = await stage({ id: 'mine' });
      const other = await stage({ id: 'other' });
      await mine.agent.sendText('hello');
      await other.agent.sendText('hello');
      await until('the other knows it', async () => (await toolsOf(other)).includes('book_repair'));
      expect(await toolsOf(mine)).to.be.empty;
      await other.agent.sendText(ASK);
      await other.seen('vla-tool-result');
      await other.agent.stop();
      expect(page.querySelector('form')!.hasAttribute('voice-tool-waiting')).to.equal(false);
    });
  });
});
