import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse, resetMouse } from '@web/test-runner-commands';
import '../../../../src/index.js';
import type { VoiceLiveAgent } from '../../../../src/index.js';
import { until } from '../../../helpers/page/live-agent.js';
import { deepAll, deepFind, focused } from '../../../helpers/page/shadow-dom.js';
import { settled } from '../../../helpers/page/settle-animations.js';

/** What was asked of the element, in order. */
type Calls = readonly string[];

/** An element with push to talk, whose turns are only noted. */
async function make(
  attributes: Readonly<Record<string, string>> = {},
): Promise<{ agent: VoiceLiveAgent; calls: Calls }> {
  const agent = document.createElement('voice-live-agent');
  for (const [name, value] of Object.entries({
    'token-url': '/voice/token',
    'push-to-talk': '',
    open: '',
    ...attributes,
  })) {
    agent.setAttribute(name, value);
  }
  const calls: string[] = [];
  const note =
    <T>(name: string, answer: T) =>
    async (): Promise<T> => (calls.push(name), answer);
  Object.assign(agent, {
    startTurn: note('start', undefined),
    endTurn: note('end', true),
    cancelTurn: note('cancel', undefined),
  });
  await fixture(html`${agent}`);
  if (attributes['variant'] !== 'headless') await until('the button is there', () => Boolean(hold(agent)));
  await settled();
  return { agent, calls };
}

const hold = (root: Element): HTMLElement | undefined =>
  deepFind(root, 'vla-hold')?.shadowRoot?.querySelector('button') ?? undefined;
const words = (root: Element): string => hold(root)!.innerText.trim();
const middle = (element: Element): [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};
const status = (agent: VoiceLiveAgent): string =>
  deepFind(agent, '[part=status]')!.innerText.replace(/\s+/g, ' ').trim();

describe('push to talk in the face', () => {
  afterEach(() => resetMouse());

  for (const variant of ['floating', 'inline', 'compact'] as const) {
    it(`is one large button in place of start and mute, ${variant}`, async () => {
      const { agent } = await make({ variant });
      expect(hold(agent)!.getAttribute('aria-label')).to.equal('Hold to talk');
      expect(hold(agent)!.getBoundingClientRect().height).to.be.at.least(48);
      expect(deepAll(agent, 'button').map(({ textContent }) => textContent.trim())).not.to.include('Start call');
      await expect(agent).to.be.accessible();
    });
  }

  it('is a button anywhere on the page', async () => {
    const { agent, calls } = await make({ variant: 'headless', id: 'held' });
    const part = await fixture(html`<vla-mic-button for="held"></vla-mic-button>`);
    await until('it is a button to hold', () => Boolean(hold(part)));
    hold(part)!.focus();
    await sendKeys({ down: ' ' });
    await sendKeys({ up: ' ' });
    expect(calls).to.deep.equal(['start', 'end']);
    expect(agent.open).to.equal(true);
  });

  it('tells what to do instead of just to speak', async () => {
    const { agent } = await make();
    expect(status(agent)).to.equal('How can we help? Hold Space or the button to talk.');
  });

  it('comes and goes with the attribute', async () => {
    const { agent } = await make();
    agent.pushToTalk = false;
    await agent.updateComplete;
    await until('it is gone', () => hold(agent) === undefined);
    expect(deepFind(agent, '[part=mic]')!.innerText.trim()).to.equal('Start call');
    agent.pushToTalk = true;
    await until('it is back', () => hold(agent) !== undefined);
  });

  describe('with a mouse', () => {
    it('talks while it is pressed, and says so', async () => {
      const { agent, calls } = await make();
      await sendMouse({ type: 'move', position: middle(hold(agent)!) });
      await sendMouse({ type: 'down' });
      await until('it is held', () => words(agent) === 'Release to send');
      expect(calls).to.deep.equal(['start']);
      await sendMouse({ type: 'up' });
      await until('it is up', () => words(agent) === 'Hold to talk');
      expect(calls).to.deep.equal(['start', 'end']);
    });

    it('drops the turn when it is let go beside the button, and not when it came back', async () => {
      const { agent, calls } = await make();
      const [x, y] = middle(hold(agent)!);
      await sendMouse({ type: 'move', position: [x, y] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [x, y - 150] });
      await until('it warns', () => words(agent) === 'Release to cancel');
      await sendMouse({ type: 'move', position: [x, y] });
      await until('it goes on', () => words(agent) === 'Release to send');
      await sendMouse({ type: 'move', position: [x, y - 150] });
      await sendMouse({ type: 'up' });
      await until('it is up', () => words(agent) === 'Hold to talk');
      expect(calls).to.deep.equal(['start', 'cancel']);
    });

    it('leaves the right button to the page', async () => {
      const { agent, calls } = await make();
      await sendMouse({ type: 'click', position: middle(hold(agent)!), button: 'right' });
      expect(calls).to.be.empty;
    });
  });

  describe('with a finger', () => {
    const touch = (agent: VoiceLiveAgent, type: string): PointerEvent => {
      const [clientX, clientY] = middle(hold(agent)!);
      const event = new PointerEvent(type, {
        pointerId: 1,
        pointerType: 'touch',
        isPrimary: true,
        bubbles: true,
        cancelable: true,
        composed: true,
        clientX,
        clientY,
      });
      hold(agent)!.dispatchEvent(event);
      return event;
    };
    /** A made-up pointer cannot be captured. */
    const fingers = async (): ReturnType<typeof make> => {
      const made = await make();
      hold(made.agent)!.setPointerCapture = () => undefined;
      return made;
    };

    it('talks while it lies on the button, and opens no menu by that', async () => {
      const { agent, calls } = await fingers();
      touch(agent, 'pointerdown');
      expect(touch(agent, 'contextmenu').defaultPrevented).to.equal(true);
      touch(agent, 'pointerup');
      expect(calls).to.deep.equal(['start', 'end']);
      expect(touch(agent, 'contextmenu').defaultPrevented, 'later').to.equal(false);
      const { touchAction, userSelect } = getComputedStyle(hold(agent)!);
      expect([touchAction, userSelect]).to.deep.equal(['none', 'none']);
    });

    for (const loss of ['pointercancel', 'lostpointercapture']) {
      it(`drops the turn with ${loss}`, async () => {
        const { agent, calls } = await fingers();
        touch(agent, 'pointerdown');
        touch(agent, loss);
        touch(agent, 'pointerup');
        expect(calls).to.deep.equal(['start', 'cancel']);
      });
    }

    it('drops the turn when the button goes away', async () => {
      const { agent, calls } = await fingers();
      touch(agent, 'pointerdown');
      agent.remove();
      expect(calls).to.deep.equal(['start', 'cancel']);
    });
  });

  describe('with keys', () => {
    for (const key of [' ', 'Enter']) {
      it(`talks while ${key === ' ' ? 'Space' : key} is held on the button, however often it repeats`, async () => {
        const { agent, calls } = await make();
        hold(agent)!.focus();
        await sendKeys({ down: key });
        await sendKeys({ down: key });
        await sendKeys({ down: key });
        await until('it is held', () => words(agent) === 'Release to send');
        expect(calls).to.deep.equal(['start']);
        await sendKeys({ up: key });
        expect(calls).to.deep.equal(['start', 'end']);
        expect(focused()).to.equal(hold(agent));
      });
    }

    it('talks with Space anywhere in the panel', async () => {
      const { agent, calls } = await make();
      deepFind(agent, '#panel')!.focus();
      await sendKeys({ down: ' ' });
      await sendKeys({ up: ' ' });
      expect(calls).to.deep.equal(['start', 'end']);
    });

    it('leaves Space to the page before a call', async () => {
      const { calls } = await make();
      (document.activeElement as HTMLElement).blur();
      await sendKeys({ press: ' ' });
      expect(calls).to.be.empty;
    });

    it('leaves Space to those who type, and to other buttons', async () => {
      const { agent, calls } = await make();
      const text = deepFind<HTMLTextAreaElement>(agent, 'textarea')!;
      text.focus();
      await sendKeys({ press: ' ' });
      expect(text.value).to.equal(' ');
      deepFind(agent, '[aria-label=Settings]')!.focus();
      await sendKeys({ press: ' ' });
      await until('the settings are open', () => deepFind(agent, 'vla-menu') !== undefined);
      expect(calls).to.be.empty;
    });

    it('drops the turn with Escape, and the panel stays', async () => {
      const { agent, calls } = await make();
      hold(agent)!.focus();
      await sendKeys({ down: ' ' });
      await sendKeys({ press: 'Escape' });
      await sendKeys({ up: ' ' });
      expect(calls).to.deep.equal(['start', 'cancel']);
      expect(agent.open).to.equal(true);
    });

    for (const [what, take] of [
      ['the window loses the focus', () => window.dispatchEvent(new Event('blur'))],
      ['the page is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
      ['the panel is closed', (agent: VoiceLiveAgent) => agent.hide()],
    ] as const) {
      it(`drops the turn when ${what}`, async () => {
        const { agent, calls } = await make();
        hold(agent)!.focus();
        await sendKeys({ down: ' ' });
        take(agent);
        await agent.updateComplete;
        await sendKeys({ up: ' ' });
        expect(calls).to.deep.equal(['start', 'cancel']);
      });
    }
  });

  it('begins and sends by two presses without a length, as voice control makes them', async () => {
    const { agent, calls } = await make();
    hold(agent)!.click();
    await until('it is latched', () => words(agent) === 'Send');
    hold(agent)!.click();
    await until('it is up', () => words(agent) === 'Hold to talk');
    expect(calls).to.deep.equal(['start', 'end']);
  });

  it('lets go when the call could not begin', async () => {
    const { agent } = await make();
    agent.startTurn = () => Promise.reject(new Error('no microphone'));
    hold(agent)!.focus();
    await sendKeys({ down: ' ' });
    await until('it is up', () => words(agent) === 'Hold to talk');
    await sendKeys({ up: ' ' });
  });

  it('speaks Arabic from right to left', async () => {
    const { agent } = await make({ language: 'ar' });
    await until('it is Arabic', () => /\p{sc=Arabic}/u.test(words(agent)));
    expect(status(agent)).to.match(/\p{sc=Arabic}/u);
  });
});
