import { expect } from 'chai';
import type { Notice } from '../../src/worker/contract/conversation.js';
import { NoticeQueue } from '../../src/worker/notice-queue.js';

const warning = (text: string): Notice => ({ kind: 'warning', text });
const textOf = (notice: Notice): string => (notice.kind === 'warning' ? notice.text : '');

function queue(answer?: Promise<void>) {
  const messages: string[][] = [];
  const notices = new NoticeQueue((sent) => {
    messages.push(sent.map(textOf));
    return answer;
  });
  return { notices, messages };
}

describe('the queue of notices', () => {
  it('sends the notices of one step in one message, in their order', async () => {
    const { notices, messages } = queue();
    for (const text of ['a', 'b', 'c']) notices.add(warning(text));
    expect(messages, 'before the step is over').to.be.empty;
    await Promise.resolve();
    expect(messages).to.deep.equal([['a', 'b', 'c']]);
  });

  it('sends those of the next step in the next message', async () => {
    const { notices, messages } = queue();
    notices.add(warning('a'));
    await Promise.resolve();
    notices.add(warning('b'));
    await Promise.resolve();
    expect(messages).to.deep.equal([['a'], ['b']]);
  });

  it('tells when the page has handled all that was added before', async () => {
    let handle = (): void => undefined;
    const { notices } = queue(new Promise<void>((resolve) => (handle = resolve)));
    notices.add(warning('a'));
    let told = false;
    const telling = notices.told().then(() => (told = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(told).to.equal(false);
    handle();
    await telling;
  });
});
