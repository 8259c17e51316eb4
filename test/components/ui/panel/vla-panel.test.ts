import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../../../src/components/ui/panel/vla-panel.js';
import type { VlaPanel } from '../../../../src/components/ui/panel/vla-panel.js';
import type { View } from '../../../../src/components/contract/view.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import {
  FAULT_CODES,
  STATUSES,
  fakeActions,
  fakeFault,
  fakeView,
  find,
  inCall,
  message,
  nextFrame,
  wrapped,
} from '../../../helpers/page/fake-view.js';

const panel = (view: View, actions = fakeActions()): Promise<VlaPanel> =>
  fixture<VlaPanel>(html`<vla-panel .view=${view} .actions=${actions}></vla-panel>`);

async function show(element: VlaPanel, view: View): Promise<void> {
  element.view = view;
  await element.updateComplete;
}

/** Contrast is measured in what is painted. */
async function painted(element: VlaPanel, theme: string): Promise<VlaPanel> {
  element.style.colorScheme = theme;
  await settled();
  return element;
}

const talk = [message('1', 'Do you repair bikes?', { role: 'user' }), message('2', 'Yes, all brands.')];
const status = (element: VlaPanel): string => find(element, '[part=status]').innerText.replace(/\s+/g, ' ');
const buttons = (element: VlaPanel): string[] =>
  [...element.renderRoot.querySelectorAll<HTMLElement>('.controls button')].map((button) => button.innerText);

describe('<vla-panel>', () => {
  for (const theme of ['light', 'dark']) {
    for (const name of STATUSES) {
      it(`is accessible, ${theme}, ${name}`, async () => {
        const fault = name === 'error' ? fakeFault('mic-denied') : undefined;
        const element = await painted(await panel(inCall(name, { fault })), theme);
        await expect(element).to.be.accessible();
        await show(element, inCall(name, { fault, messages: talk, muted: name === 'listening' }));
        await expect(element).to.be.accessible();
      });
    }
  }

  it('is a dialog named by its heading', async () => {
    const dialog = find(await panel(fakeView()), '[role=dialog]');
    expect(dialog.getAttribute('aria-labelledby')).to.equal('heading');
    expect(dialog.hasAttribute('aria-modal')).to.equal(false);
    expect(dialog.querySelector('#heading')?.textContent).to.equal('Velo Bikes');
  });

  it('is a region without a close button inside a page’s layout', async () => {
    const element = await panel(fakeView({ floating: false }));
    expect(find(element, '[role=region]').inert).to.equal(false);
    expect(element.renderRoot.querySelector('[aria-label=Close]')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('cannot be reached while it is closed', async () => {
    const element = await panel(fakeView({ open: false }));
    expect(find(element, '.panel').inert).to.equal(true);
  });

  it('shows one word and one instruction for every status', async () => {
    const element = await panel(fakeView());
    const words = new Set<string>();
    for (const name of STATUSES) {
      await show(element, inCall(name, { fault: name === 'error' ? fakeFault('mic-denied') : undefined }));
      words.add(status(element));
    }
    expect(words.size).to.equal(STATUSES.length);
    expect([...words]).to.include('Listening Go ahead, just speak.');
  });

  it('is ready again when a fault is over', async () => {
    expect(status(await panel(fakeView({ status: 'error' })))).to.equal(
      'How can we help? Start a call and just speak.',
    );
  });

  it('says that the visitor is muted, and how to change it', async () => {
    const element = await panel(inCall('listening', { muted: true }));
    expect(status(element)).to.equal('Muted Press Unmute to speak.');
    await show(element, inCall('speaking', { muted: true }));
    expect(status(element)).to.equal('Speaking Press Unmute to speak.');
  });

  it('asks for no speech in a chat without a call', async () => {
    expect(status(await panel(fakeView({ status: 'listening' })))).to.equal('Chat Type, or start a call.');
  });

  it('starts, mutes, unmutes and ends', async () => {
    const actions = fakeActions();
    const element = await panel(fakeView(), actions);
    expect(buttons(element)).to.deep.equal(['Start call']);
    find(element, '[part=mic]').click();
    await show(element, inCall('listening'));
    expect(buttons(element)).to.deep.equal(['Mute', 'End call']);
    find(element, '[part=mute]').click();
    await show(element, inCall('listening', { muted: true }));
    expect(buttons(element)).to.deep.equal(['Unmute', 'End call']);
    find(element, '[part=mute]').click();
    find(element, '[part=end]').click();
    expect(actions.calls).to.deep.equal(['start', 'setMuted true', 'setMuted false', 'stop']);
  });

  it('offers to start again after a call', async () => {
    expect(buttons(await panel(fakeView({ status: 'ended' })))).to.deep.equal(['Start again']);
  });

  it('puts the focus on the start button first', async () => {
    const element = await panel(fakeView());
    element.focusFirst();
    expect(element.shadowRoot?.activeElement).to.equal(find(element, '[part=mic]'));
  });

  it('takes the focus as soon as it opens', async () => {
    const element = await painted(await panel(fakeView({ open: false })), 'light');
    await show(element, fakeView());
    element.focusFirst();
    expect(element.shadowRoot?.activeElement).to.equal(find(element, '[part=mic]'));
  });

  it('puts the focus on itself when nothing can be done', async () => {
    const element = await panel(fakeView({ unusable: true, fault: fakeFault('setup'), status: 'error' }));
    element.focusFirst();
    expect(element.shadowRoot?.activeElement).to.equal(find(element, '.panel'));
  });

  it('keeps the focus when the pressed button goes away', async () => {
    const element = await panel(fakeView());
    element.focusFirst();
    await show(element, inCall('connecting'));
    expect(element.shadowRoot?.activeElement).to.equal(find(element, '[part=mute]'));
    await show(element, fakeView({ status: 'error', fault: fakeFault('connect-failed') }));
    expect(element.shadowRoot?.activeElement).to.equal(find(element, '.retry'));
  });

  it('closes with Escape, which goes no further', async () => {
    const actions = fakeActions();
    const element = await panel(fakeView(), actions);
    let heard = 0;
    const listen = (): void => void heard++;
    document.addEventListener('keydown', listen);
    element.focusFirst();
    await sendKeys({ press: 'Escape' });
    document.removeEventListener('keydown', listen);
    expect(actions.calls).to.deep.equal(['close']);
    expect(heard).to.equal(0);
  });

  it('is walked through with Tab from the close button to the composer', async () => {
    const element = await panel(fakeView());
    find(element, '[aria-label=Close]').focus();
    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot?.activeElement).to.equal(find(element, '[part=mic]'));
    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot?.activeElement?.localName).to.equal('vla-composer');
  });

  for (const code of FAULT_CODES) {
    it(`shows in words what to do about ${code}`, async () => {
      const fault = fakeFault(code);
      const element = await panel(fakeView({ status: 'error', fault }));
      const card = find(element, '[role=alert] [part=error]');
      expect(card.innerText).to.include(fault.message).and.include(fault.fix);
      expect(card.querySelector('.retry') !== null).to.equal(fault.retryable);
    });
  }

  it('tries again, or dismisses the card', async () => {
    const actions = fakeActions();
    const element = await panel(fakeView({ status: 'error', fault: fakeFault('connect-failed') }), actions);
    expect(buttons(element)).to.be.empty;
    find(element, '.retry').click();
    find(element, '.card .close').click();
    expect(actions.calls).to.deep.equal(['start', 'dismissFault']);
  });

  it('offers no second call while one goes on', async () => {
    const element = await panel(inCall('listening', { fault: fakeFault('tool-failed') }));
    expect(element.renderRoot.querySelector('.retry')).to.equal(null);
    expect(buttons(element)).to.deep.equal(['Mute', 'End call']);
  });

  it('shows an unusable set-up and nothing to press in vain', async () => {
    const element = await panel(fakeView({ unusable: true, fault: fakeFault('setup'), status: 'error' }));
    expect(find(element, '.card').innerText).to.include('token-url');
    expect(element.renderRoot.querySelector('.card button, .controls, vla-composer')).to.equal(null);
  });

  it('makes room for the conversation when it begins', async () => {
    const element = await panel(fakeView());
    const orb = find(element, 'vla-orb');
    expect(orb.offsetWidth).to.be.above(100);
    await show(element, inCall('speaking', { messages: talk }));
    expect(find(element, 'vla-orb')).to.equal(orb);
    expect(orb.offsetWidth).to.be.below(50);
    expect(find(element, 'vla-transcript')).to.not.equal(null);
  });

  it('shows bars instead of the orb', async () => {
    const element = await panel(inCall('speaking', { visualizer: 'bars' }));
    await customElements.whenDefined('vla-bars');
    await nextFrame();
    expect(find(element, 'vla-bars').offsetWidth).to.be.above(100);
    expect(element.renderRoot.querySelector('vla-orb')).to.equal(null);
  });

  it('leaves out what the page turned off', async () => {
    const off = { transcript: false, textInput: false, visualizer: 'none', messages: talk } as const;
    const element = await panel(fakeView(off));
    expect(element.renderRoot.querySelector('vla-transcript, vla-composer, vla-orb')).to.equal(null);
  });

  it('passes the page’s own header, greeting and footer through', async () => {
    const element = await fixture<VlaPanel>(
      html`<vla-panel .view=${fakeView()} .actions=${fakeActions()}
        ><i slot="header">H</i><i slot="greeting">G</i><i slot="footer">F</i></vla-panel
      >`,
    );
    for (const name of ['header', 'greeting', 'footer']) {
      expect(find<HTMLSlotElement>(element, `slot[name=${name}]`).assignedElements()).to.have.length(1);
    }
  });

  it('keeps its heading when it is passed an empty slot, and gives it up for a filled one', async () => {
    const host = await wrapped(
      html`<vla-panel .view=${fakeView()}><slot name="header" slot="header"></slot></vla-panel>`,
    );
    const element = find<VlaPanel>(host, 'vla-panel');
    await nextFrame();
    expect(find(element, 'h2').textContent).to.equal('Velo Bikes');
    host.innerHTML = '<b slot="header">Ours</b>';
    await nextFrame();
    expect(find(element, 'h2').textContent).to.equal('');
  });

  it('lets the page style what lies deeper', async () => {
    const element = await panel(inCall('speaking', { messages: talk }));
    expect(find(element, 'vla-transcript').getAttribute('exportparts')).to.include('message-user');
    expect(find(element, 'vla-composer').getAttribute('exportparts')).to.equal('composer,input,send');
    expect(find(element, 'vla-orb').getAttribute('exportparts')).to.equal('orb');
  });

  it('has no style attribute that a strict content policy would refuse', async () => {
    const violations: string[] = [];
    const note = (event: SecurityPolicyViolationEvent): void => void violations.push(event.violatedDirective);
    document.addEventListener('securitypolicyviolation', note);
    const element = await panel(inCall('speaking', { messages: talk }));
    document.removeEventListener('securitypolicyviolation', note);
    expect(element.renderRoot.querySelector('style, [style]')).to.equal(null);
    expect(violations).to.be.empty;
  });

  for (const [width, height] of [
    [1280, 800],
    [900, 480],
    [390, 844],
    [320, 568],
  ] as const) {
    it(`lies within a window of ${width} × ${height} px and cuts nothing off`, async () => {
      await setViewport({ width, height });
      try {
        const element = await painted(await panel(fakeView()), 'light');
        const box = find(element, '.panel').getBoundingClientRect();
        expect(box.left).to.be.at.least(0);
        expect(box.top).to.be.at.least(0);
        expect(box.right).to.be.at.most(width);
        expect(box.bottom).to.be.at.most(height);
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = find(element, '.panel');
        expect([scrollWidth, scrollHeight]).to.deep.equal([clientWidth, clientHeight]);
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });
  }

  it('has targets of at least 44 px', async () => {
    const element = await painted(await panel(inCall('listening', { messages: talk })), 'light');
    const composer = find(element, 'vla-composer');
    const targets = [element, composer].flatMap((host) => [...host.shadowRoot!.querySelectorAll('button')]);
    expect(targets.length).to.equal(6);
    for (const target of targets) {
      const { width, height } = target.getBoundingClientRect();
      expect(Math.min(width, height), target.part.value).to.be.at.least(44);
    }
  });
});
