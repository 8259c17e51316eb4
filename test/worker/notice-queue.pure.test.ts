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

  it('tells when the page has handled the latest message', async () => {
    const handled = Promise.resolve();
    const { notices } = queue(handled);
    notices.add(warning('a'));
    await Promise.resolve();
    expect(notices.delivered).to.equal(handled);
  });
});
