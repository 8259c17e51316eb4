import { settled } from '../helpers/settled.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../src/components/vla-transcript.js';
import type { VlaTranscript } from '../../src/components/vla-transcript.js';
import type { Message } from '../../src/worker/contract/conversation.js';
import { fakeActions, fakeView, find, message } from './fake-view.js';

async function transcript(...messages: readonly Message[]): Promise<VlaTranscript> {
  const element = await fixture<VlaTranscript>(
    html`<vla-transcript .view=${fakeView({ messages })} .actions=${fakeActions()}></vla-transcript>`,
  );
  element.style.height = '200px';
  return element;
}

async function show(element: VlaTranscript, ...messages: readonly Message[]): Promise<void> {
  element.view = fakeView({ messages });
  await element.updateComplete;
  await nextFrame();
  await nextFrame();
}

const many = (count: number): Message[] =>
  Array.from({ length: count }, (_, i) => message(`${i}`, `Message number ${i}`, { role: i % 2 ? 'user' : 'agent' }));

const atEnd = (log: Element): boolean => log.scrollHeight - log.scrollTop - log.clientHeight < 2;

describe('<vla-transcript>', () => {
  it('says that there is nothing yet', async () => {
    const element = await transcript();
    expect(find(element, '.empty').textContent).to.equal('What you and the agent say appears here.');
    await settled();
    await expect(element).to.be.accessible();
  });

  for (const theme of ['light', 'dark']) {
    it(`is accessible, ${theme}`, async () => {
      const partial = message('3', 'And', { role: 'user', final: false });
      const cut = message('2', 'Yes.', { interrupted: true, unheard: ' But' });
      const element = await transcript(message('1', 'See https://a.example', { role: 'user' }), cut, partial);
      element.style.cssText += `color-scheme: ${theme}; background: ${theme === 'dark' ? '#1a1a1f' : '#fff'}`;
      await settled();
      await expect(element).to.be.accessible();
    });
  }

  it('names who speaks, for those who do not see the sides', async () => {
    const element = await transcript(message('1', 'Hi', { role: 'user' }), message('2', 'Hello'));
    const names = [...element.renderRoot.querySelectorAll('.message > .hidden')].map((name) => name.textContent);
    expect(names).to.deep.equal(['You: ', 'Agent: ']);
  });

  it('has a part for each side', async () => {
    const element = await transcript(message('1', 'Hi', { role: 'user' }), message('2', 'Hello'));
    expect(find(element, '.user').part.value).to.equal('message message-user');
    expect(find(element, '.agent').part.value).to.equal('message message-agent');
  });

  it('puts the sides the other way round in right-to-left pages', async () => {
    const element = await transcript(message('1', 'Hi', { role: 'user' }));
    const left = (): number => find(element, '.bubble').getBoundingClientRect().left;
    const before = left();
    element.dir = 'rtl';
    expect(left()).to.be.below(before);
  });

  it('leaves markup inert and keeps line breaks', async () => {
    const text = '<img src=x onerror=alert(1)>\n<b>two</b>';
    const element = await transcript(message('1', text));
    expect(element.renderRoot.querySelector('img, b')).to.equal(null);
    expect(find(element, '.words').innerText).to.equal(text);
  });

  it('marks words that may still change', async () => {
    const element = await transcript(message('1', 'Is Thurs', { role: 'user', final: false }));
    expect(find(element, '.message').classList.contains('partial')).to.equal(true);
    expect(find(element, '.caret')).to.not.equal(null);
    await show(element, message('1', 'Is Thursday free?', { role: 'user' }));
    expect(element.renderRoot.querySelector('.partial, .caret')).to.equal(null);
  });

  it('shows after a barge-in what was heard, and marks what was not', async () => {
    const element = await transcript(message('1', 'It is free.', { interrupted: true, unheard: ' Shall I book?' }));
    expect(find(element, '.words').textContent).to.equal('It is free.(not heard:  Shall I book?)');
    expect(find(element, 's').innerText).to.include('Shall I book?');
    expect(find(element, 'small').textContent).to.equal('Interrupted');
  });

  it('has no bubble for a message that never got words', async () => {
    const element = await transcript(message('1', ''), message('2', '', { final: false }));
    expect(element.renderRoot.querySelectorAll('.message')).to.have.length(1);
  });

  it('is a log that does not speak by itself', async () => {
    const log = find(await transcript(), '[role=log]');
    expect(log.getAttribute('aria-live')).to.equal('off');
    expect(log.tabIndex).to.equal(0);
  });

  it('stays at the end while messages arrive', async () => {
    const element = await transcript();
    for (const count of [5, 20, 40]) {
      await show(element, ...many(count));
      expect(atEnd(find(element, '.log'))).to.equal(true);
    }
    expect(element.renderRoot.querySelector('.latest')).to.equal(null);
  });

  it('leaves a reader who scrolled up where he is, and offers the way back', async () => {
    const element = await transcript();
    await show(element, ...many(30));
    const log = find(element, '.log');
    log.scrollTop = 100;
    await nextFrame();
    await show(element, ...many(40));
    expect(log.scrollTop).to.equal(100);
    find(element, '.latest').click();
    await element.updateComplete;
    expect(atEnd(log)).to.equal(true);
    expect(element.renderRoot.querySelector('.latest')).to.equal(null);
    expect(element.shadowRoot?.activeElement).to.equal(log);
  });

  it('sticks again once the reader is back at the end', async () => {
    const element = await transcript();
    await show(element, ...many(30));
    const log = find(element, '.log');
    log.scrollTop = 100;
    await nextFrame();
    log.scrollTop = log.scrollHeight;
    await nextFrame();
    await show(element, ...many(50));
    expect(atEnd(log)).to.equal(true);
  });

  it('stays at the end when it becomes smaller', async () => {
    const element = await transcript();
    await show(element, ...many(30));
    element.style.height = '120px';
    await nextFrame();
    await nextFrame();
    expect(atEnd(find(element, '.log'))).to.equal(true);
  });
});
