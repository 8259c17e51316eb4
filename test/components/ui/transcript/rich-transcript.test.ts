import { expect } from '@open-wc/testing';
import { words } from '../../../../src/components/ui/transcript/rich-transcript.js';
import type { Message } from '../../../../src/worker/contract/conversation.js';

const message = (text: string, role: Message['role'] = 'agent') =>
  ({ itemId: 'a', role, text, unheard: '', final: true, interrupted: false }) as Message;

describe('the words of a message', () => {
  it('are read once, however often the transcript is rendered', () => {
    for (const each of [message('**bold** https://a.example/'), message('https://a.example/', 'user'), message('')]) {
      expect(words(each)).to.equal(words(each));
    }
  });

  it('are read anew when the message changed', () => {
    const [first, second] = [message('**bold'), message('**bold**')];
    expect(words(first)).not.to.equal(words(second));
    expect(JSON.stringify(words(second))).to.contain('<b>');
  });
});
