import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../../../src/components/ui/compact/vla-bar.js';
import type { VlaBar } from '../../../../src/components/ui/compact/vla-bar.js';
import type { View } from '../../../../src/components/contract/view.js';
import { until } from '../../../helpers/page/live-agent.js';
import { deepFind, focused } from '../../../helpers/page/shadow-dom.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import { fakeActions, fakeFault, fakeView, find, inCall, type FakeActions } from '../../../helpers/page/fake-view.js';

interface Place {
  readonly view?: View;
  readonly actions?: FakeActions;
  /** Of the box around the bar. */
  readonly style?: string;
}

async function bar({ view = inCall('listening'), actions = fakeActions(), style = '' }: Place = {}): Promise<VlaBar> {
  const box = await fixture<HTMLElement>(html`<div><vla-bar .view=${view} .actions=${actions}></vla-bar></div>`);
  box.style.cssText = style;
  await settled();
  return box.querySelector('vla-bar')!;
}

const opener = (element: VlaBar): HTMLElement => find(element, '[aria-expanded]');
const box = (element: VlaBar): HTMLElement | undefined => deepFind(element, 'vla-menu [part=menu], [part=menu]');

async function opened(element: VlaBar): Promise<DOMRect> {
  opener(element).click();
  await until('the settings are open', () => (box(element)?.getBoundingClientRect().height ?? 0) > 200);
  await settled();
  return box(element)!.getBoundingClientRect();
}

describe('<vla-bar>', () => {
  before(() => setViewport({ width: 800, height: 600 }));
  after(() => setViewport({ width: 800, height: 600 }));

  it('opens the settings below, and clips them nowhere', async () => {
    const element = await bar({ style: 'overflow: hidden; height: 70px; width: 500px' });
    const menu = await opened(element);
    const { bottom, right } = element.getBoundingClientRect();
    expect(menu.top).to.be.closeTo(bottom + 8, 2);
    expect(menu.right).to.be.closeTo(right, 2);
    const seen = document.elementFromPoint(menu.left + menu.width / 2, menu.bottom - 12);
    expect(seen).to.equal(element);
  });

  it('opens them above where there is more room, and within the window', async () => {
    const element = await bar({ style: 'position: fixed; bottom: 8px; left: 8px; width: 400px' });
    const menu = await opened(element);
    expect(menu.bottom).to.be.at.most(element.getBoundingClientRect().top);
    expect(menu.top).to.be.at.least(0);
  });

  for (const [what, style] of [
    ['at the left edge', 'width: 200px'],
    ['at the right edge', 'width: 200px; margin-inline-start: auto'],
    ['from right to left', 'width: 200px; direction: rtl'],
  ] as const) {
    it(`keeps them within a phone, ${what}`, async () => {
      await setViewport({ width: 390, height: 844 });
      const menu = await opened(await bar({ style }));
      expect(menu.left).to.be.at.least(0);
      expect(menu.right).to.be.at.most(390);
      await setViewport({ width: 800, height: 600 });
    });
  }

  it('follows the bar when the page scrolls', async () => {
    const element = await bar({ style: 'padding-block-end: 2000px; width: 500px' });
    const before = await opened(element);
    window.scrollTo(0, 100);
    await until('it moved along', () => Math.abs(box(element)!.getBoundingClientRect().top - before.top + 100) < 2);
    window.scrollTo(0, 0);
  });

  it('opens and closes them by keyboard, with the focus going there and back', async () => {
    const element = await bar();
    opener(element).focus();
    await sendKeys({ press: 'Enter' });
    await until('the focus is in it', () => focused()?.getAttribute('type') === 'range');
    expect(opener(element).getAttribute('aria-expanded')).to.equal('true');
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(element.renderRoot.querySelector('vla-menu')).to.equal(null);
    expect(focused()).to.equal(opener(element));
  });

  it('closes them by a press elsewhere', async () => {
    const element = await bar();
    await opened(element);
    await sendMouse({ type: 'click', position: [790, 590] });
    await until('they are closed', () => element.renderRoot.querySelector('vla-menu') === null);
  });

  it('is accessible with the settings open', async () => {
    for (const theme of ['light', 'dark']) {
      const element = await bar({ style: `color-scheme: ${theme}` });
      await opened(element);
      await expect(element).to.be.accessible();
    }
  });

  it('shows cards below the line', async () => {
    const hint = html`<p class="advice">Headphones help.</p>`;
    const element = await bar({ view: inCall('listening', { cards: [hint], fault: fakeFault('tool-failed') }) });
    const line = find(element, '.bar').getBoundingClientRect();
    for (const part of ['.advice', '[part=error]']) {
      expect(find(element, part).getBoundingClientRect().top).to.be.at.least(line.bottom);
    }
  });

  it('keeps the focus when the button that had it goes away', async () => {
    const element = await bar({ view: fakeView({ status: 'error', fault: fakeFault('connect-failed') }) });
    find(element, '.retry').focus();
    element.view = inCall('connecting');
    await element.updateComplete;
    await until('it is on the buttons', () => focused()?.getAttribute('part') === 'mute');
  });
});
