import { settled } from '../helpers/settled.js';
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/vla-launcher.js';
import type { VlaLauncher } from '../../src/components/vla-launcher.js';
import type { View } from '../../src/components/view.js';
import { fakeActions, fakeView, find, inCall, nextFrame, wrapped } from './fake-view.js';

const launcher = (view: View, actions = fakeActions()): Promise<VlaLauncher> =>
  fixture<VlaLauncher>(html`<vla-launcher .view=${view} .actions=${actions}></vla-launcher>`);

describe('<vla-launcher>', () => {
  for (const theme of ['light', 'dark']) {
    for (const open of [false, true]) {
      it(`is accessible, ${theme}, ${open ? 'open' : 'closed'}`, async () => {
        const element = await launcher(fakeView({ open }));
        element.style.colorScheme = theme;
        await settled();
        await expect(element).to.be.accessible();
      });
    }
  }

  it('invites, and says that it opens a dialog', async () => {
    const button = find(await launcher(fakeView({ open: false })), 'button');
    expect(button.textContent.trim()).to.equal('Talk to us');
    expect(button.getAttribute('aria-haspopup')).to.equal('dialog');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('toggles the panel', async () => {
    const actions = fakeActions();
    find(await launcher(fakeView({ open: false }), actions), 'button').click();
    expect(actions.calls).to.deep.equal(['toggle']);
  });

  it('takes the focus for its button', async () => {
    const element = await launcher(fakeView({ open: false }));
    element.focus();
    expect(element.shadowRoot?.activeElement).to.equal(find(element, 'button'));
  });

  it('tells a call from a quiet page', async () => {
    const element = await launcher(inCall('listening', { open: false }));
    expect(find(element, 'button').textContent.trim()).to.equal('In a call');
    element.view = inCall('connecting', { open: false });
    await element.updateComplete;
    expect(find(element, 'button').textContent.trim()).to.equal('Connecting…');
  });

  it('shows the page’s own icon in place of its own, also through the slot of another element', async () => {
    const host = await wrapped(
      html`<vla-launcher .view=${fakeView({ open: false })}><slot name="icon" slot="icon"></slot></vla-launcher>`,
    );
    const element = find<VlaLauncher>(host, 'vla-launcher');
    await nextFrame();
    expect(find(element, 'svg')).to.not.equal(null);
    host.innerHTML = '<b slot="icon">?</b>';
    await nextFrame();
    expect(element.renderRoot.querySelector('svg')).to.equal(null);
    host.replaceChildren();
    await nextFrame();
    expect(find(element, 'svg')).to.not.equal(null);
  });

  it('is large enough for a finger', async () => {
    const { width, height } = find(await launcher(fakeView()), 'button').getBoundingClientRect();
    expect([width, height]).to.deep.equal([56, 56]);
  });

  for (const placement of ['bottom-right', 'bottom-left', 'top-right', 'top-left', 'bottom', 'top'] as const) {
    it(`stands at the ${placement}`, async () => {
      const box = find(await launcher(fakeView({ placement })), 'button').getBoundingClientRect();
      const [edge, side = 'middle'] = placement.split('-');
      expect(box.top < innerHeight / 2).to.equal(edge === 'top');
      const middle = (box.left + box.right) / 2 / document.documentElement.clientWidth;
      expect(middle < 0.3 ? 'left' : middle > 0.7 ? 'right' : 'middle').to.equal(side);
    });
  }

  it('starts from the page’s accent color', async () => {
    document.body.style.accentColor = 'rgb(1, 120, 60)';
    const element = await launcher(fakeView());
    await nextFrame();
    document.body.style.accentColor = '';
    expect(getComputedStyle(find(element, 'button')).backgroundColor).to.equal('rgb(1, 120, 60)');
  });

  for (const accent of ['#ffd400', '#0b3d2e', '#767676', '#ff5a5f']) {
    it(`stays readable on ${accent}`, async () => {
      const element = await launcher(fakeView({ open: false }));
      element.style.setProperty('--vla-accent', accent);
      await settled();
      await expect(element).to.be.accessible();
    });
  }
});
