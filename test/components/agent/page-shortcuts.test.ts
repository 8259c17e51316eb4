/** The keyboard shortcuts of a page: they get no key that is typed into the widget, and all others. */
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/index.js';
import '../../../src/components/agent/variant-faces.js';
import type { VoiceLiveAgent } from '../../../src/index.js';
import { until } from '../../helpers/page/live-agent.js';
import { deepFind, focused } from '../../helpers/page/shadow-dom.js';

const TEXT = 'is size 54/55 in stock?';

describe('the keyboard shortcuts of a page', () => {
  let taken: string[] = [];
  const shortcuts = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (/^(input|textarea|select)$/i.test(target.tagName) || target.isContentEditable) return; // somebody types
    taken.push(`${event.type} ${event.key}`);
    if (!/^(Tab|Escape)$/.test(event.key)) event.preventDefault();
  };
  const TYPES = ['keydown', 'keypress', 'keyup'] as const;

  beforeEach(() => {
    taken = [];
    for (const type of TYPES) document.addEventListener(type, shortcuts);
  });
  afterEach(() => {
    for (const type of TYPES) document.removeEventListener(type, shortcuts);
  });

  const opened = async (attributes = ''): Promise<VoiceLiveAgent> => {
    const box = await fixture<HTMLElement>(
      `<div><voice-live-agent id="shop" language="en" token-url="/voice/token" ${attributes}></voice-live-agent></div>`,
    );
    const agent = box.querySelector('voice-live-agent')!;
    await agent._load();
    return agent;
  };
  const found = async (root: Element, selector: string): Promise<HTMLElement> => {
    await until(selector, () => deepFind(root, selector) !== undefined);
    return deepFind(root, selector)!;
  };
  const type = async (field: HTMLElement): Promise<string> => {
    field.focus();
    await until('the field has the focus', () => focused() === field);
    await sendKeys({ type: TEXT });
    return (field as HTMLTextAreaElement).value;
  };

  for (const attributes of ['open', 'variant="inline"', 'variant="compact" style="inline-size: 700px"']) {
    it(`do not get what is typed into the composer of ${attributes}`, async () => {
      expect(await type(await found(await opened(attributes), 'textarea'))).to.equal(TEXT);
      expect(taken).to.deep.equal([]);
    });
  }

  it('do not get what is typed into a loose part', async () => {
    const agent = await opened('variant="headless"');
    const part = document.createElement('vla-composer');
    part.setAttribute('for', 'shop');
    agent.after(part);
    expect(await type(await found(part, 'textarea'))).to.equal(TEXT);
    expect(taken).to.deep.equal([]);
  });

  it('do not get what is typed into a field of a card', async () => {
    await import('../../../src/components/features/call-flow/ended/vla-ended.js');
    const agent = await opened('open');
    const panel = await found(agent, 'vla-panel');
    const field = document.createElement('textarea');
    panel.shadowRoot!.querySelector('.footer')!.prepend(field);
    expect(await type(field)).to.equal(TEXT);
    expect(taken).to.deep.equal([]);
  });

  for (const key of ['Space', 'Enter']) {
    it(`do not get ${key} on a button`, async () => {
      const agent = await opened();
      const launcher = await found(agent, '[part=launcher]');
      launcher.focus();
      await sendKeys({ press: key });
      expect(agent.open).to.equal(true);
      expect(taken).to.deep.equal([]);
    });

    it(`do not get ${key} on a button of a loose part`, async () => {
      const agent = await opened('variant="headless"');
      const part = document.createElement('vla-mic-button');
      part.setAttribute('for', 'shop');
      agent.after(part);
      let started = 0;
      agent.start = async () => void started++;
      (await found(part, '[part=mic]')).focus();
      await sendKeys({ press: key });
      expect(started).to.equal(1);
      expect(taken).to.deep.equal([]);
    });
  }

  it('do not keep a reader from scrolling the transcript', async () => {
    const agent = await opened('open');
    const { conversation } = (await agent._load()).runtime;
    const message = { previousItemId: undefined, unheard: '', final: true, interrupted: false };
    conversation.restore([{ ...message, itemId: '1', role: 'agent', text: 'Hello' }]);
    (await found(agent, '[role=log]')).focus();
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'PageDown' });
    expect(taken).to.deep.equal([]);
  });

  it('do not get a paste into the composer', async () => {
    const field = await found(await opened('open'), 'textarea');
    const pastes: Event[] = [];
    const paste = (event: Event): void => void pastes.push(event);
    document.addEventListener('paste', paste);
    field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, composed: true }));
    document.removeEventListener('paste', paste);
    expect(pastes).to.deep.equal([]);
  });

  it('get Escape and Tab, and the panel closes', async () => {
    const agent = await opened('variant="inline"');
    (await found(agent, 'textarea')).focus();
    await sendKeys({ press: 'Escape' });
    await sendKeys({ press: 'Tab' });
    expect(taken).to.include.members(['keydown Escape', 'keyup Escape', 'keydown Tab']);

    const floating = await opened('open');
    (await found(floating, 'textarea')).focus();
    await sendKeys({ press: 'Escape' });
    expect(floating.open).to.equal(false);
  });

  it('get a letter that is pressed on a button of the widget, and all keys elsewhere', async () => {
    const agent = await opened();
    (await found(agent, '[part=launcher]')).focus();
    await sendKeys({ press: 's' });
    expect(taken).to.include('keydown s');
    taken = [];
    const button = await fixture<HTMLElement>(html`<button>The page’s own</button>`);
    button.focus();
    await sendKeys({ press: '/' });
    await sendKeys({ press: 'Space' });
    expect(taken).to.include.members(['keydown /', 'keydown  ']);
  });

  it('get what is pressed in the page’s own elements in a slot', async () => {
    const agent = await opened('open');
    agent.insertAdjacentHTML('beforeend', '<button slot="footer">Ours</button>');
    await until('the panel has taken the focus', () => document.activeElement === agent);
    await until('it has the focus', () => {
      agent.querySelector('button')!.focus();
      return document.activeElement === agent.querySelector('button');
    });
    await sendKeys({ press: 'Enter' });
    expect(taken).to.include('keydown Enter');
  });

  it('are no reason why the page should not hear a key on the element itself', async () => {
    const agent = await opened('open');
    const heard: string[] = [];
    agent.addEventListener('keydown', ({ key }) => heard.push(key));
    (await found(agent, 'textarea')).focus();
    await sendKeys({ press: 'a' });
    expect(heard).to.deep.equal(['a']);
  });
});
