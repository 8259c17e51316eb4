import { settled } from '../../../helpers/page/settle-animations.js';
import { expect, fixture, html } from '@open-wc/testing';
import { render } from 'lit';
import { launcher } from '../../../../src/components/ui/launcher/launcher.js';
import '../../../../src/index.js';
import type { LauncherView } from '../../../../src/components/contract/view.js';
import type { VoiceLiveAgent } from '../../../../src/index.js';
import { deepAll, focused } from '../../../helpers/page/shadow-dom.js';
import { fakeView, find, inCall, nextFrame, wrapped } from '../../../helpers/page/fake-view.js';

const make = async (attributes: Readonly<Record<string, string>> = {}): Promise<VoiceLiveAgent> => {
  const agent = await fixture<VoiceLiveAgent>(html`<voice-live-agent token-url="/voice/token"></voice-live-agent>`);
  for (const [name, value] of Object.entries(attributes)) agent.setAttribute(name, value);
  await agent.updateComplete;
  return agent;
};

/** What the template says of a view. */
function painted(view: LauncherView): string {
  const place = document.createElement('div');
  const nothing = (): void => undefined;
  render(launcher(view, nothing, nothing), place);
  return place.textContent.trim();
}

describe('the launcher', () => {
  for (const theme of ['light', 'dark']) {
    for (const open of [false, true]) {
      it(`is accessible, ${theme}, ${open ? 'open' : 'closed'}`, async () => {
        const agent = await make({ theme });
        if (open) agent.show();
        await agent.updateComplete;
        await settled();
        await expect(agent).to.be.accessible();
      });
    }
  }

  it('invites, and says that it opens a dialog', async () => {
    const button = find(await make(), 'button');
    expect(button.textContent.trim()).to.equal('Talk to us');
    expect(button.getAttribute('aria-haspopup')).to.equal('dialog');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('toggles the panel', async () => {
    const agent = await make();
    const button = find(agent, 'button');
    button.click();
    expect(agent.open).to.be.true;
    button.click();
    expect(agent.open).to.be.false;
  });

  it('gets the focus back when the panel closes', async () => {
    const agent = await make();
    agent.show();
    await agent.updateComplete;
    agent.hide();
    await agent.updateComplete;
    await settled();
    expect(focused()?.getAttribute('part')).to.equal('launcher');
  });

  it('tells a call from a quiet page', () => {
    expect(painted(inCall('listening', { open: false }))).to.equal('In a call');
    expect(painted(inCall('connecting', { open: false }))).to.equal('Connecting…');
    expect(painted(fakeView({ open: false }))).to.equal('Talk to us');
  });

  it('shows the page’s own icon in place of its own, and its own again when that goes', async () => {
    const agent = await make();
    const own = (): number => find(agent, 'button svg').getClientRects().length;
    expect(own()).to.equal(1);
    agent.innerHTML = '<b slot="icon">?</b>';
    await nextFrame();
    expect(own()).to.equal(0);
    const { width, height } = agent.querySelector('b')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([24, 24]);
    agent.replaceChildren();
    await nextFrame();
    expect(own()).to.equal(1);
  });

  it('shows the icon that an element around passes on', async () => {
    const host = await wrapped(
      html`<voice-live-agent token-url="/voice/token"><slot name="icon" slot="icon"></slot></voice-live-agent>`,
    );
    host.innerHTML = '<b slot="icon">?</b>';
    await settled();
    expect(host.querySelector('b')!.getBoundingClientRect().width).to.equal(24);
  });

  it('is large enough for a finger', async () => {
    const agent = await make();
    agent.show();
    await agent.updateComplete;
    const { width, height } = find(agent, 'button').getBoundingClientRect();
    expect([width, height]).to.deep.equal([56, 56]);
  });

  for (const placement of ['bottom-right', 'bottom-left', 'top-right', 'top-left', 'bottom', 'top'] as const) {
    it(`stands at the ${placement}`, async () => {
      const box = find(await make({ placement }), 'button').getBoundingClientRect();
      const [edge, side = 'middle'] = placement.split('-');
      expect(box.top < innerHeight / 2).to.equal(edge === 'top');
      const middle = (box.left + box.right) / 2 / document.documentElement.clientWidth;
      expect(middle < 0.3 ? 'left' : middle > 0.7 ? 'right' : 'middle').to.equal(side);
    });
  }

  it('starts from the page’s accent color, and so does the panel', async () => {
    document.body.style.accentColor = 'rgb(1, 120, 60)';
    const agent = await make();
    await nextFrame();
    document.body.style.accentColor = '';
    agent.show();
    await agent._load();
    await agent.updateComplete;
    await settled();
    const fills = deepAll(agent, 'button.primary').map((button) => getComputedStyle(button).backgroundColor);
    expect(fills.length).to.be.above(1);
    expect(new Set(fills)).to.deep.equal(new Set(['rgb(1, 120, 60)']));
  });

  for (const accent of ['#ffd400', '#0b3d2e', '#767676', '#ff5a5f']) {
    it(`stays readable on ${accent}`, async () => {
      const agent = await make();
      agent.style.setProperty('--vla-accent', accent);
      await settled();
      await expect(agent).to.be.accessible();
    });
  }
});
