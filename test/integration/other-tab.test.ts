/** Frames stand for tabs here: each has its own scripts, and the lock is that of the origin. */
import { expect } from '@open-wc/testing';
import type { Fault, VoiceLiveAgent } from '../../src/index.js';
import { framed } from '../helpers/page/framed.js';
import { until } from '../helpers/page/live-agent.js';

const inPanel = ({ shadowRoot }: VoiceLiveAgent, tag: string): ShadowRoot | null | undefined =>
  shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector(tag)?.shadowRoot;

async function tab(): Promise<VoiceLiveAgent> {
  const agent = (await framed('/pages/plain.html')).document.querySelector('voice-live-agent')!;
  agent.setAttribute('voice', 'en-US-AvaNeural');
  return agent;
}

async function answer(agent: VoiceLiveAgent, look: 'primary' | 'quiet'): Promise<void> {
  const find = () => inPanel(agent, 'vla-other-tab')?.querySelector<HTMLElement>(`.${look}`);
  await until('the visitor is asked', () => Boolean(find()));
  find()!.click();
}

describe('a call while one goes on in another tab', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('begins only when the visitor takes it here, and then the other one ends with a plain line', async () => {
    const [first, second] = [await tab(), await tab()];
    await first.start();
    await first.sendText('hello');
    await until('there is a message', () => first.messages.length > 1);

    const refused = second.start().then(
      () => undefined,
      (fault: Fault) => fault.code,
    );
    await answer(second, 'quiet');
    expect(await refused).to.equal('mic-busy');
    expect([first.state, second.state]).not.to.include('ended');
    expect(second.state).to.equal('idle');

    const ends: unknown[] = [];
    first.addEventListener('vla-state', ({ detail }) => ends.push(detail.reason));
    first.show();
    const taken = second.start();
    await answer(second, 'primary');
    await taken;
    await until('the other one ended', () => first.state === 'ended');
    expect(ends.at(-1)).to.equal('elsewhere');
    const line = () => inPanel(first, 'vla-ended')?.querySelector('h3')?.textContent;
    await until('it says why', () => line() === 'The call goes on in another tab.');
    expect(first.fault).to.equal(undefined);
    await second.stop();

    await first.start();
    expect(Boolean(inPanel(first, 'vla-other-tab')), 'asked though nobody has it').to.equal(false);
  });
});
