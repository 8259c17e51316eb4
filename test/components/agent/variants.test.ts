import { settled } from '../../helpers/page/settle-animations.js';
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { VoiceLiveAgent } from '../../../src/index.js';
import { until } from '../../helpers/page/live-agent.js';
import { deepAll, deepFind } from '../../helpers/page/shadow-dom.js';

const make = (attributes: Readonly<Record<string, string>>, style = ''): Promise<VoiceLiveAgent> => {
  const agent = document.createElement('voice-live-agent');
  for (const [name, value] of Object.entries({ 'token-url': '/voice/token', ...attributes })) {
    agent.setAttribute(name, value);
  }
  agent.style.cssText = style;
  return fixture<VoiceLiveAgent>(html`${agent}`);
};

/** The inner element that is the face, when it is painted. */
async function faceOf(agent: VoiceLiveAgent, tag: 'vla-inline' | 'vla-bar' | 'vla-panel'): Promise<HTMLElement> {
  await until(
    `${tag} is painted`,
    () => agent.shadowRoot!.querySelector(tag)?.shadowRoot?.querySelector('[part]') != null,
  );
  return agent.shadowRoot!.querySelector<HTMLElement>(tag)!;
}

describe('variant="inline"', () => {
  it('fills the size that the page gives, and has no launcher and no close button', async () => {
    const agent = await make({ variant: 'inline' }, 'inline-size: 500px; block-size: 450px');
    const face = await faceOf(agent, 'vla-inline');
    const { width, height } = face.shadowRoot!.querySelector('#panel')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([500, 450]);
    expect(agent.shadowRoot!.querySelector('[part=launcher]')).to.be.null;
    expect(face.shadowRoot!.querySelector('[aria-label=Close]')).to.be.null;
  });

  it('has its size before its face is loaded, so that the page does not jump', async () => {
    const agent = await make({ variant: 'inline' });
    const before = agent.getBoundingClientRect();
    await faceOf(agent, 'vla-inline');
    const after = agent.getBoundingClientRect();
    expect([after.width, after.height]).to.deep.equal([before.width, before.height]);
    expect(before.height).to.be.above(300);
  });

  it('takes its place in the layout', async () => {
    const agent = await make({ variant: 'inline' });
    await faceOf(agent, 'vla-inline');
    const next = document.createElement('p');
    agent.after(next);
    expect(next.getBoundingClientRect().top).to.be.at.least(agent.getBoundingClientRect().bottom);
  });

  it('does not take the focus of the page', async () => {
    const agent = await make({ variant: 'inline' });
    await faceOf(agent, 'vla-inline');
    expect(document.activeElement).to.equal(document.body);
  });

  for (const size of ['240px', '384px', '900px']) {
    for (const height of ['320px', '420px', '560px']) {
      it(`cuts nothing off at ${size} by ${height}`, async () => {
        const agent = await make({ variant: 'inline' }, `inline-size: ${size}; block-size: ${height}`);
        const box = (await faceOf(agent, 'vla-inline')).shadowRoot!.querySelector('#panel')!;
        expect([box.scrollWidth, box.scrollHeight]).to.deep.equal([box.clientWidth, box.clientHeight]);
      });
    }
  }
});

describe('variant="compact"', () => {
  it('is one line, with a composer only where there is room', async () => {
    const wide = await faceOf(await make({ variant: 'compact' }, 'inline-size: 760px'), 'vla-bar');
    expect(wide.offsetHeight).to.be.at.most(72);
    expect(wide.shadowRoot!.querySelector('vla-composer')!.getBoundingClientRect().width).to.be.above(150);
    const narrow = await faceOf(await make({ variant: 'compact' }, 'inline-size: 320px'), 'vla-bar');
    expect(narrow.offsetHeight).to.be.at.most(72);
    expect(narrow.shadowRoot!.querySelector('vla-composer')!.getBoundingClientRect().width).to.equal(0);
  });

  it('has no launcher', async () => {
    const agent = await make({ variant: 'compact' });
    await faceOf(agent, 'vla-bar');
    expect(agent.shadowRoot!.querySelector('[part=launcher]')).to.be.null;
  });
});

describe('variant="headless"', () => {
  it('shows nothing, opened or not, and keeps its methods', async () => {
    const agent = await make({ variant: 'headless' });
    agent.show();
    await agent.updateComplete;
    expect(agent.shadowRoot!.querySelectorAll('[class], vla-panel, button')).to.have.length(0);
    expect(agent.offsetHeight).to.equal(0);
    expect((await agent.devices()).inputs).to.be.an('array');
  });
});

describe('a variant', () => {
  it('can be changed while the page lives', async () => {
    const agent = await make({ open: '' });
    await faceOf(agent, 'vla-panel');
    agent.variant = 'compact';
    await faceOf(agent, 'vla-bar');
    expect(agent.shadowRoot!.querySelector('vla-panel')).to.be.null;
    agent.variant = 'floating';
    await faceOf(agent, 'vla-panel');
    expect(agent.shadowRoot!.querySelector('[part=launcher]')).not.to.be.null;
  });

  for (const [variant, tag] of [
    ['inline', 'vla-inline'],
    ['compact', 'vla-bar'],
    ['floating', 'vla-panel'],
  ] as const) {
    for (const visualizer of ['orb', 'bars', 'none']) {
      it(`${variant} with ${visualizer} is accessible, and its targets are at least 44 px`, async () => {
        const agent = await make({ variant, visualizer, open: '', dismissible: '' });
        await faceOf(agent, tag);
        await settled();
        await expect(agent).to.be.accessible();
        const targets = deepAll(agent, 'button').filter((button) => button.getClientRects().length > 0);
        expect(targets).not.to.be.empty;
        for (const target of targets) {
          const { width, height } = target.getBoundingClientRect();
          expect(Math.min(width, height), target.outerHTML).to.be.at.least(44);
        }
        expect(deepFind(agent, visualizer === 'bars' ? '.bars' : '.core') !== undefined).to.equal(
          visualizer !== 'none',
        );
      });
    }
  }

  it('shows what to do when the page is not set up, each in its way', async () => {
    for (const [variant, tag] of [
      ['inline', 'vla-inline'],
      ['compact', 'vla-bar'],
    ] as const) {
      const agent = await make({ variant, 'token-url': '' });
      const face = await faceOf(agent, tag);
      const alert = face.shadowRoot!.querySelector('[role=alert]')!;
      await until(`${tag} says what to do`, () => alert.textContent.includes('token-url'));
    }
  });
});
