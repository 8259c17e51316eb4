import { sendKeys } from '@web/test-runner-commands';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { until } from '../../../helpers/page/live-agent.js';
import { settled } from '../../../helpers/page/settle-animations.js';
import '../../../../src/components/ui/transcript/vla-transcript.js';
import type { VlaCopy } from '../../../../src/components/ui/transcript/vla-copy.js';
import type { VlaTranscript } from '../../../../src/components/ui/transcript/vla-transcript.js';
import type { Message } from '../../../../src/worker/contract/conversation.js';
import { fakeActions, fakeView, find, message } from '../../../helpers/page/fake-view.js';

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

/** Resolves when links, marks and buttons are there. */
async function dressed(element: VlaTranscript): Promise<VlaTranscript> {
  find(element, '.log').dispatchEvent(new PointerEvent('pointerenter'));
  await until('the rest of the transcript is loaded', () => copies(element).length > 0);
  return element;
}

const copies = (element: VlaTranscript): VlaCopy[] => [...element.renderRoot.querySelectorAll('vla-copy')];
const shown = (element: VlaTranscript): number => element.renderRoot.querySelectorAll('.message').length;

const atEnd = (log: Element): boolean => log.scrollHeight - log.scrollTop - log.clientHeight < 2;

describe('<vla-transcript>', () => {
  it('is painted at most once a frame while an answer arrives, and whole at its end', async () => {
    const element = await transcript();
    let paints = 0;
    const { updated } = element as unknown as { readonly updated: () => void };
    Object.assign(element, { updated: (...changed: []) => (paints++, updated.apply(element, changed)) });
    let frames = 0;
    const count = (): void => void (frames++, frames < 1000 && requestAnimationFrame(count));
    requestAnimationFrame(count);
    for (let i = 1; i <= 100; i++) {
      element.view = fakeView({ messages: [message('a', 'word '.repeat(i), { final: false })] });
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(paints)
      .to.be.below(frames + 2)
      .and.below(100);
    element.view = fakeView({ messages: [message('a', 'word '.repeat(101))] });
    await element.updateComplete;
    expect(find(element, '.words').textContent?.trim()).to.have.length(101 * 5 - 1);
  });

  for (const [incomplete, words] of [
    [undefined, undefined],
    ['cancelled', 'Interrupted'],
    ['content_filter', 'Not finished'],
    ['max_output_tokens', 'Not finished'],
    ['failed', 'Not finished'],
  ] as const) {
    it(`says below an answer how it ended: ${incomplete}`, async () => {
      const element = await transcript(message('1', 'One two', incomplete && { incomplete }));
      expect(element.renderRoot.querySelector('small')?.textContent).to.equal(words);
    });
  }

  it('shows the page’s own words while there is nothing yet', async () => {
    const element = await transcript();
    element.textContent = 'Say something!';
    expect(find<HTMLSlotElement>(element, 'slot').assignedNodes()[0]?.textContent).to.equal('Say something!');
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
      await expect(await dressed(element)).to.be.accessible();
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

  /** Of uneven heights, as people speak. */
  const uneven = (count: number): Message[] =>
    many(count).map((each, i) => ({ ...each, text: `${each.text}. ${'More words. '.repeat((i * 7) % 40)}` }));

  const frames = async (): Promise<void> => {
    for (let i = 0; i < 8; i++) await nextFrame();
  };

  it('stays at the end when links, marks and buttons arrive', async () => {
    const element = await transcript(...uneven(80));
    const log = find(element, '.log');
    await frames();
    expect(atEnd(log), 'before').to.equal(true);
    await dressed(element);
    await frames();
    expect(atEnd(log)).to.equal(true);
    expect(element.renderRoot.querySelector('.latest')).to.equal(null);
    await show(element, ...uneven(81));
    expect(atEnd(log)).to.equal(true);
  });

  it('leaves what is read in its place when they arrive while the reader scrolls', async () => {
    const element = await transcript(...uneven(80));
    const log = find(element, '.log');
    await frames();
    log.scrollTop -= 700;
    await nextFrame();
    const { top } = log.getBoundingClientRect();
    const seen = [...element.renderRoot.querySelectorAll('.message')].find(
      (each) => each.getBoundingClientRect().bottom > top,
    )!;
    const place = seen.getBoundingClientRect().top;
    await dressed(element);
    await frames();
    expect(seen.getBoundingClientRect().top).to.be.closeTo(place, 4);
    expect(element.renderRoot.querySelector('.latest')).not.to.equal(null);
    await show(element, ...uneven(81));
    expect(seen.getBoundingClientRect().top).to.be.closeTo(place, 4);
  });

  it('has plain words until a message has a link or a mark', async () => {
    const element = await transcript(message('1', 'Yes, we do.'), message('2', 'Really? 5 - 3 = 2.'));
    await nextFrame();
    expect(copies(element)).to.be.empty;
    await show(element, message('1', 'It is **free**, see https://a.example/x.'));
    await until('words are bold', () => element.renderRoot.querySelector('b') !== null);
    expect(find(element, 'b').textContent).to.equal('free');
    expect(find(element, 'a').textContent).to.equal('a.example/…');
    expect(find(element, '.words').innerText).to.equal('It is free, see a.example/….');
  });

  it('shows what the visitor typed as it was typed, with links', async () => {
    const element = await transcript(message('1', '**no** https://a.example', { role: 'user' }));
    await dressed(element);
    expect(find(element, '.words').innerText).to.equal('**no** a.example');
    expect(find(element, '.words').querySelector('b')).to.equal(null);
    expect(find(element, '.words').querySelector('a')).not.to.equal(null);
  });

  it('copies a message, and says so', async () => {
    const element = await dressed(await transcript(message('1', 'Hi', { role: 'user' }), message('2', '**Yes**')));
    const written: string[] = [];
    const { clipboard } = navigator;
    const writeText = clipboard.writeText.bind(clipboard);
    clipboard.writeText = async (text) => void written.push(text);
    find(copies(element)[1]!, 'button').click();
    await until('it is said', () => find(copies(element)[1]!, '[role=status]').textContent === 'Copied');
    clipboard.writeText = writeText;
    expect(written).to.deep.equal(['**Yes**']);
  });

  it('has one stop of the tab key for all copy buttons, and the arrow keys go on', async () => {
    const element = await dressed(await transcript(...many(3)));
    expect(copies(element).map((copy) => find(copy, 'button').tabIndex)).to.deep.equal([-1, -1, 0]);
    copies(element)[2]!.focus();
    await sendKeys({ press: 'ArrowUp' });
    expect(element.shadowRoot?.activeElement).to.equal(copies(element)[1]);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    expect(element.shadowRoot?.activeElement).to.equal(copies(element)[2]);
  });

  it('offers no copy of words that may still change', async () => {
    const element = await dressed(await transcript(message('1', 'Yes'), message('2', 'And', { final: false })));
    expect(copies(element)).to.have.length(1);
  });

  it('keeps only the end of a long conversation in the page', async () => {
    const element = await transcript();
    const log = find(element, '.log');
    await show(element, ...many(2000));
    expect(shown(element)).to.equal(50);
    expect(atEnd(log)).to.equal(true);
    expect(log.lastElementChild?.textContent).to.include('Message number 1999');
    for (let count = 2001; count <= 2120; count++) await show(element, ...many(count));
    expect(shown(element)).to.be.within(50, 100);
    expect(log.lastElementChild?.textContent).to.include('Message number 2119');
  });

  it('gives a reader who scrolls up the older messages, without moving what is read', async () => {
    const element = await dressed(await transcript(...many(500)));
    const log = find(element, '.log');
    expect(shown(element)).to.equal(50);
    const oldest = find(element, '.message');
    log.scrollTop = 0;
    const read = element.renderRoot.querySelectorAll('.message')[2]!.textContent;
    const place = element.renderRoot.querySelectorAll('.message')[2]!.getBoundingClientRect().top;
    await until('older messages came', () => shown(element) === 100);
    await nextFrame();
    const same = [...element.renderRoot.querySelectorAll('.message')].find(({ textContent }) => textContent === read)!;
    expect(same.getBoundingClientRect().top).to.be.closeTo(place, 4);
    expect(oldest.isConnected).to.equal(true);
    find(element, '.latest').click();
    await show(element, ...many(501));
    expect(shown(element)).to.be.at.most(101);
  });

  it('takes one more message about as quickly after 2,000 as after 20', async () => {
    const element = await transcript();
    const cost = async (count: number): Promise<number> => {
      const messages = many(count);
      await show(element, ...messages);
      const times: number[] = [];
      for (let i = 0; i < 30; i++) {
        messages.push(message(`more ${i}`, `One more, number ${i}`));
        const start = performance.now();
        element.view = fakeView({ messages: [...messages] });
        await element.updateComplete;
        void find(element, '.log').scrollHeight; // style and layout are part of it
        times.push(performance.now() - start);
      }
      return times.sort((a, b) => a - b)[15]!;
    };
    await cost(20); // warm
    const few = await cost(20);
    const lots = await cost(2000);
    expect(lots / few, `${lots} ms to ${few} ms`).to.be.below(6);
  });
});
