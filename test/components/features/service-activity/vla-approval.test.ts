import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { english } from '../../../helpers/page/english.js';
import '../../../../src/components/features/service-activity/vla-approval.js';
import type { VlaApproval } from '../../../../src/components/features/service-activity/vla-approval.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import { find } from '../../../helpers/page/fake-view.js';

interface Asked {
  readonly element: VlaApproval;
  readonly answers: boolean[];
}

async function ask(args: unknown, { waiting = 1, name = 'search_orders' } = {}): Promise<Asked> {
  const answers: boolean[] = [];
  const respondWith = (yes: boolean): void => void answers.push(yes);
  const request = { requestId: 'r', serverLabel: 'shop', name, arguments: args, respondWith };
  const view = { labels: english, waiting };
  const element = await fixture<VlaApproval>(html`<vla-approval .view=${view} .request=${request}></vla-approval>`);
  return { element, answers };
}

/** Until a press counts. */
const ripe = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 450));

describe('<vla-approval>', () => {
  for (const theme of ['light', 'dark']) {
    it(`is accessible, ${theme}, folded and unfolded`, async () => {
      const { element } = await ask({ text: 'word '.repeat(200), sku: 'b1' }, { waiting: 3 });
      element.style.cssText = `color-scheme: ${theme}; background: ${theme === 'dark' ? '#1a1a1f' : '#fff'}`;
      await settled();
      await expect(element).to.be.accessible();
      find(element, '.more').click();
      await element.updateComplete;
      expect(find(element, '.more').ariaExpanded).to.equal('true');
      await expect(element).to.be.accessible();
    });
  }

  it('names tool and server, and what is passed on', async () => {
    const { element } = await ask({ city: 'Paris', days: 3, near: { radius: 5 } });
    expect(find(element, '#text').innerText).to.equal('The agent wants to use “search_orders” of shop.');
    const values = [...element.renderRoot.querySelectorAll('dd')].map(({ textContent }) => textContent);
    expect(values).to.deep.equal(['Paris', '3', '{\n  "radius": 5\n}']);
  });

  it('leaves markup inert', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { element } = await ask({ [evil]: evil }, { name: evil });
    expect(element.renderRoot.querySelector('img')).to.equal(null);
    expect(find(element, 'dd').textContent).to.equal(evil);
    expect(find(element, '#text').innerText).to.include(evil);
  });

  it('folds only what is long', async () => {
    expect((await ask({ city: 'Paris' })).element.renderRoot.querySelector('.more')).to.equal(null);
    const { element } = await ask('x\n'.repeat(40));
    const folded = find(element, '.arguments').getBoundingClientRect().height;
    find(element, '.more').click();
    await element.updateComplete;
    expect(find(element, '.arguments').getBoundingClientRect().height).to.be.above(folded);
  });

  it('says nothing of arguments where there are none', async () => {
    expect((await ask({})).element.renderRoot.querySelector('.arguments')).to.equal(null);
  });

  it('answers by its buttons', async () => {
    const { element, answers } = await ask({});
    await ripe();
    find(element, '.primary').click();
    find(element, '.row .quiet').click();
    expect(answers).to.deep.equal([true, false]);
  });

  it('takes no press that was meant for what stood there before', async () => {
    const { element, answers } = await ask({});
    find(element, '.primary').click();
    expect(answers).to.be.empty;
  });

  it('is answered by keyboard, but neither by Escape nor by Enter on the card itself', async () => {
    const { element, answers } = await ask({});
    await ripe();
    element.focus();
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Escape' });
    expect(answers).to.be.empty;
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect(answers).to.deep.equal([false]);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    expect(answers).to.deep.equal([false, true]);
  });

  it('cannot be allowed before everything was shown, by one press or two', async () => {
    const { element, answers } = await ask({ note: 'friendly words '.repeat(60), to: 'attacker', amount: 9999 });
    await ripe();
    expect(find(element, '.primary').innerText).to.equal('Show all');
    find(element, '.primary').click();
    await element.updateComplete;
    find(element, '.primary').click();
    expect(answers).to.be.empty;
    expect(element.renderRoot.querySelector('.folded')).to.equal(null);
    await ripe();
    find(element, '.primary').click();
    expect(answers).to.deep.equal([true]);
  });

  it('shows characters that cannot be seen by their number', async () => {
    const { element } = await ask({ 'to\u202e': 'a\u200bb\u2066c\u00add\u{e0041}' }, { name: 'pay\u202eyap' });
    expect(find(element, 'dt').textContent).to.equal('to⟨U+202E⟩');
    expect(find(element, 'dd').textContent).to.equal('a⟨U+200B⟩b⟨U+2066⟩c⟨U+00AD⟩d⟨U+E0041⟩');
    expect(find(element, '#text').innerText).to.include('pay⟨U+202E⟩yap');
    const words = 'می‌خواهم 👩‍👧\n\tend';
    expect(find((await ask({ words })).element, 'dd').textContent).to.equal(words);
  });

  it('tells how many more wait', async () => {
    expect(find((await ask({}, { waiting: 3 })).element, '.waiting').innerText).to.equal('Still to answer: 2');
    expect((await ask({})).element.renderRoot.querySelector('.waiting')).to.equal(null);
  });
});
