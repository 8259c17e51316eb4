import { settled } from '../../../helpers/page/settle-animations.js';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../../src/components/ui/menu/vla-menu.js';
import '../../../../src/components/ui/panel/vla-panel.js';
import type { VlaMenu } from '../../../../src/components/ui/menu/vla-menu.js';
import type { VlaPanel } from '../../../../src/components/ui/panel/vla-panel.js';
import type { View } from '../../../../src/components/contract/view.js';
import { until } from '../../../helpers/page/live-agent.js';
import { deepFind, focused } from '../../../helpers/page/shadow-dom.js';
import {
  countFrames,
  fakeActions,
  fakeView,
  find,
  inCall,
  message,
  type FakeActions,
} from '../../../helpers/page/fake-view.js';

const menu = async (view: View, actions: FakeActions = fakeActions()): Promise<VlaMenu> => {
  const element = await fixture<VlaMenu>(html`<vla-menu .view=${view} .actions=${actions}></vla-menu>`);
  await element.updateComplete;
  return element;
};
const panel = async (view: View, actions = fakeActions()): Promise<VlaPanel> => {
  const element = await fixture<VlaPanel>(html`<vla-panel .view=${view} .actions=${actions}></vla-panel>`);
  await settled();
  return element;
};
const opener = (element: VlaPanel): HTMLElement => find(element, '[aria-expanded]');
const isOpen = (element: VlaPanel): boolean => element.renderRoot.querySelector('vla-menu') !== null;

describe('<vla-menu>', () => {
  for (const theme of ['light', 'dark']) {
    it(`is accessible, ${theme}, with and without a call`, async () => {
      for (const view of [fakeView(), inCall('listening')]) {
        const element = await menu(view);
        element.style.cssText = `color-scheme: ${theme}; position: static`;
        await expect(element).to.be.accessible();
      }
    });
  }

  it('sets the volume', async () => {
    const actions = fakeActions();
    const element = await menu(fakeView(), actions);
    const slider = find<HTMLInputElement>(element, 'input[type=range]');
    expect(slider.getAttribute('aria-valuetext')).to.equal('100 %');
    slider.value = '0.5';
    slider.dispatchEvent(new Event('input'));
    expect(actions.settings.volume).to.equal(0.5);
    await element.updateComplete;
    expect(slider.getAttribute('aria-valuetext')).to.equal('50 %');
  });

  it('offers the devices there are, and chooses one', async () => {
    const actions = fakeActions();
    const element = await menu(inCall('listening'), actions);
    const picker = (): HTMLSelectElement => find<HTMLSelectElement>(element, 'select');
    await until('they are there', () => picker().options.length === 2);
    expect([...picker().options].map(({ label }) => label)).to.deep.equal(['Built-in', 'Headset']);
    expect(picker().value).to.equal('a');
    picker().value = 'b';
    picker().dispatchEvent(new Event('change'));
    expect(actions.calls).to.include('setInputDevice b');
  });

  it('says how to get at the devices before the microphone was allowed', async () => {
    const actions = fakeActions();
    actions.settings.devices = () => Promise.resolve({ inputs: [], outputs: [] });
    const element = await menu(fakeView(), actions);
    await until('it says so', () => (element.renderRoot.textContent ?? '').includes('Start a call to choose'));
    expect(find<HTMLSelectElement>(element, 'select').options[0]!.label).to.equal('Default');
  });

  it('goes from the call to writing', async () => {
    const actions = fakeActions();
    const element = await menu(inCall('speaking'), actions);
    let closed = 0;
    element.addEventListener('vla-menu-close', () => closed++);
    find(element, '.write:not(.check-microphone)').click();
    expect(actions.calls).to.include('write');
    expect(closed).to.be.at.least(1);
    expect((await menu(fakeView())).shadowRoot!.querySelector('.write:not(.check-microphone)')).to.equal(null);
  });

  it('draws the level only while a call is up and it is open', async () => {
    const frames = countFrames();
    const element = await menu(inCall('listening'));
    await until('it draws', () => frames.count() > 3);
    expect(find(element, '.level i').style.transform).to.match(/^scaleX\(0\.\d/);
    element.remove();
    const before = frames.count();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(frames.count()).to.equal(before);
    frames.restore();
  });

  it('is opened by keyboard, and gives the focus back on Escape while the panel stays', async () => {
    const actions = fakeActions();
    const element = await panel(fakeView(), actions);
    opener(element).focus();
    await sendKeys({ press: 'Enter' });
    await until('the focus is in it', () => focused()?.getAttribute('type') === 'range');
    expect(opener(element).getAttribute('aria-expanded')).to.equal('true');
    await sendKeys({ press: 'Escape' });
    await element.updateComplete;
    expect(isOpen(element)).to.be.false;
    expect(focused()).to.equal(opener(element));
    expect(actions.calls).to.be.empty;
  });

  it('closes when the focus goes elsewhere, and by its button', async () => {
    const element = await panel(inCall('listening', { messages: [message('1', 'Hi')] }));
    opener(element).click();
    await until('the focus is in it', () => focused()?.getAttribute('type') === 'range');
    find(element, '[part=end]').focus();
    await element.updateComplete;
    expect(isOpen(element)).to.be.false;
    opener(element).click();
    await element.updateComplete;
    expect(isOpen(element)).to.be.true;
    opener(element).focus();
    opener(element).click();
    await element.updateComplete;
    expect(isOpen(element)).to.be.false;
  });

  it('lies within the panel', async () => {
    const element = await panel(inCall('listening', { messages: [message('1', 'Hi')] }));
    opener(element).click();
    await until('it is there', () => deepFind(element, '[part=menu]') !== undefined);
    const inner = deepFind(element, '[part=menu]')!.getBoundingClientRect();
    const outer = find(element, '.panel').getBoundingClientRect();
    expect(inner.bottom).to.be.at.most(outer.bottom);
    expect(inner.left).to.be.at.least(outer.left);
  });
});
