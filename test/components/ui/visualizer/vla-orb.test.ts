import { until } from '../../../helpers/page/live-agent.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import { expect, fixture, html } from '@open-wc/testing';
import '../../../../src/components/ui/visualizer/vla-bars.js';
import type { VlaOrb } from '../../../../src/components/ui/visualizer/vla-orb.js';
import type { View } from '../../../../src/components/contract/view.js';
import { countFrames, fakeActions, fakeView, find, inCall, nextFrame } from '../../../helpers/page/fake-view.js';

const orb = (view: View): Promise<VlaOrb> =>
  fixture<VlaOrb>(html`<vla-orb .view=${view} .actions=${fakeActions()}></vla-orb>`);

/** Frames that the orb asks for in about 200 ms. */
async function framesOf(element: VlaOrb, change?: () => void): Promise<number> {
  await element.updateComplete;
  await nextFrame();
  await new Promise((resolve) => setTimeout(resolve, 50)); // the first report of the IntersectionObserver
  change?.();
  await element.updateComplete;
  const frames = countFrames();
  await new Promise((resolve) => setTimeout(resolve, 200));
  frames.restore();
  return frames.count();
}

/** However slowly the machine draws. */
async function draws(element: VlaOrb): Promise<void> {
  await element.updateComplete;
  const frames = countFrames();
  await until('it draws', () => frames.count() > 2);
  frames.restore();
}

describe('<vla-orb>', () => {
  for (const status of ['idle', 'ended', 'error'] as const) {
    it(`draws no frame when ${status}`, async () => {
      expect(await framesOf(await orb(fakeView({ status })))).to.equal(0);
    });
  }

  it('draws no frame while muted and listening', async () => {
    expect(await framesOf(await orb(inCall('listening', { muted: true })))).to.equal(0);
  });

  it('draws while the agent speaks', async () => {
    const element = await orb(inCall('speaking'));
    await draws(element);
    expect(find(element, '.core').style.transform).to.match(/^scale\(1\.\d/);
  });

  it('reads the levels once a frame', async () => {
    let reads = 0;
    const levels = (): { user: number; agent: number } => ({ user: ++reads && 0, agent: 0 });
    const element = await orb(inCall('speaking', { levels }));
    const before = reads;
    const frames = await framesOf(element, () => void (reads = before));
    expect(reads - before).to.be.within(1, frames + 1);
  });

  it('stops drawing when the call ends, and lies still', async () => {
    const element = await orb(inCall('speaking'));
    const end = (): void => void (element.view = fakeView({ status: 'ended' }));
    expect(await framesOf(element, end)).to.equal(0);
    expect(find(element, '.core').style.transform).to.equal('');
  });

  it('draws no frame out of sight', async () => {
    const element = await orb(inCall('speaking'));
    element.style.display = 'none';
    expect(await framesOf(element)).to.equal(0);
  });

  it('draws no frame once it is removed', async () => {
    const element = await orb(inCall('speaking'));
    expect(await framesOf(element, () => element.remove())).to.equal(0);
  });

  it('draws again when it is put back', async () => {
    const element = await orb(inCall('speaking'));
    const parent = element.parentElement;
    element.remove();
    parent?.append(element);
    await draws(element);
  });

  it('shows bars instead', async () => {
    const element = await fixture<VlaOrb>(html`<vla-bars .view=${inCall('speaking')}></vla-bars>`);
    await draws(element);
    expect(find(element, '.bars i').style.transform).to.match(/^scaleY/);
  });

  it('is hidden from assistive technology: the status says it in words', async () => {
    const element = await orb(inCall('speaking'));
    expect(find(element, '[part=orb]').getAttribute('aria-hidden')).to.equal('true');
    await settled();
    await expect(element).to.be.accessible();
  });
});
