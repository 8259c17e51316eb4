import { settled } from '../../helpers/page/settle-animations.js';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/index.js';
import type { VoiceLiveAgent } from '../../../src/index.js';
import { until } from '../../helpers/page/live-agent.js';

const make = (): Promise<VoiceLiveAgent> =>
  fixture<VoiceLiveAgent>(html`<voice-live-agent token-url="/voice/token"></voice-live-agent>`);

/** The innermost element that has the focus. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

const panel = (agent: VoiceLiveAgent) =>
  agent.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector('.panel');
const isOpen = (agent: VoiceLiveAgent): boolean => panel(agent)?.hasAttribute('inert') === false;

describe('<voice-live-agent>', () => {
  it('paints its launcher alone, and is accessible', async () => {
    const agent = await make();
    expect(agent.shadowRoot!.querySelector('vla-panel')).to.be.null;
    await settled();
    await expect(agent).to.be.accessible();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`is accessible with its panel open, ${theme}`, async () => {
      const agent = await make();
      agent.theme = theme;
      agent.show();
      await until('it is open', () => isOpen(agent));
      await settled();
      await expect(agent).to.be.accessible();
    });
  }

  it('is opened and closed by keyboard, and gives the focus back', async () => {
    const agent = await make();
    await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('part')).to.equal('launcher');
    setTimeout(() => void sendKeys({ press: 'Enter' }));
    await oneEvent(agent, 'vla-open');
    await until('the focus is in the panel', () => focused()?.closest('.panel') !== null);
    expect(focused()?.getAttribute('part')).to.equal('mic');
    setTimeout(() => void sendKeys({ press: 'Escape' }));
    await oneEvent(agent, 'vla-close');
    await until('the focus is back', () => focused()?.getAttribute('part') === 'launcher');
    expect(isOpen(agent)).to.be.false;
  });

  it('shows what was changed while it was in another document, once it is back', async () => {
    const agent = await make();
    const [place, frame] = [agent.parentElement!, document.createElement('iframe')];
    place.append(frame);
    frame.contentDocument!.body.append(agent);
    agent.labels = { launcher: 'Ask us' };
    await agent.updateComplete;
    const words = (): string | undefined => agent.shadowRoot!.querySelector('button')?.textContent?.trim();
    expect(words(), 'style sheets belong to one document').to.equal('Talk to us');
    place.append(agent);
    await until('it is shown', () => words() === 'Ask us');
  });

  it('mirrors its state in an attribute and for :state()', async () => {
    const agent = await make();
    expect(agent.state).to.equal('idle');
    expect(agent.getAttribute('state')).to.equal('idle');
    expect(agent.matches(':state(idle)')).to.be.true;
  });

  it('has the defaults of its documentation', async () => {
    const agent = await make();
    expect(agent).to.include({
      apiVersion: '2026-07-15',
      model: 'gpt-realtime',
      turnDetection: 'azure_semantic_vad',
      echoCancellation: 'server',
      variant: 'floating',
      placement: 'bottom-right',
      dismissible: false,
      announce: 'all',
      theme: 'auto',
      visualizer: 'orb',
      transcript: true,
      textInput: true,
      muted: false,
      volume: 1,
      open: false,
      rawEvents: false,
      ducking: true,
    });
  });

  it('turns parts off by "false", and tells of muting', async () => {
    const agent = await fixture<VoiceLiveAgent>(
      html`<voice-live-agent token-url="/t" transcript="false" text-input="false" open></voice-live-agent>`,
    );
    await until('it is open', () => isOpen(agent));
    expect(agent.transcript).to.be.false;
    expect(panel(agent)!.querySelector('vla-composer')).to.be.null;
    setTimeout(() => (agent.muted = true));
    const { detail } = await oneEvent<CustomEvent<{ muted: boolean }>>(agent, 'vla-mute');
    expect(detail).to.deep.equal({ muted: true });
    expect(agent.hasAttribute('muted')).to.be.true;
  });

  it('takes its sentences from labels', async () => {
    const agent = await make();
    agent.labels = { launcher: 'Ask the shop' };
    await until('it is painted', () =>
      (agent.shadowRoot!.querySelector('[part=launcher]')?.textContent ?? '').includes('Ask the shop'),
    );
  });

  it('forgets nothing when it is moved in the page', async () => {
    const agent = await make();
    agent.show();
    await until('it is open', () => isOpen(agent));
    document.body.append(agent);
    expect(agent.open).to.be.true;
    agent.remove();
  });
});
