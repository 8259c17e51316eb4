import { expect } from 'chai';
import { closed, inOrder, withChange } from '../../../src/components/session/messages.js';
import type { Message, TranscriptChange } from '../../../src/worker/contract/conversation.js';

const change = (itemId: string, text = itemId): TranscriptChange => ({
  itemId,
  previousItemId: undefined,
  role: 'agent',
  text,
  unheard: '',
  final: false,
  interrupted: false,
  delta: 'x',
});
const list = (names: string): readonly Message[] =>
  [...names].reduce<readonly Message[]>((messages, name) => withChange(messages, change(name)), []);
const names = (messages: readonly Message[]): string => messages.map(({ itemId }) => itemId).join('');

describe('the list of messages', () => {
  it('leaves none open when the conversation ends, and calls no answer whole that was still coming', () => {
    const messages = [
      { ...change('a'), final: true },
      { ...change('b'), role: 'user' as const },
      change('c', 'half'),
      { ...change('d'), incomplete: 'failed' },
    ].reduce<readonly Message[]>(withChange, []);
    const changes = closed(messages);
    expect(changes.map(({ itemId, final, incomplete, delta }) => [itemId, final, incomplete, delta])).to.deep.equal([
      ['b', true, undefined, ''],
      ['c', true, 'cancelled', ''],
      ['d', true, 'failed', ''],
    ]);
    expect(closed(changes.reduce<readonly Message[]>(withChange, messages))).to.be.empty;
  });

  it('takes a new message last, without its delta', () => {
    const messages = withChange(list('a'), change('b'));
    expect(names(messages)).to.equal('ab');
    expect(messages[1]).not.to.have.property('delta');
  });

  it('changes a message in its place and leaves the others as they are', () => {
    const before = list('abc');
    const after = withChange(before, change('b', 'new'));
    expect(after.map(({ text }) => text)).to.deep.equal(['a', 'new', 'c']);
    expect([after[0], after[2]]).to.deep.equal([before[0], before[2]]);
    expect(before[1]!.text).to.equal('b');
  });

  for (const [title, before, order, after] of [
    ['puts messages in the order that is told', 'abc', 'cab', 'cab'],
    ['leaves those of earlier conversations before them', 'xyab', 'ba', 'xyba'],
    ['leaves out what it does not know', 'ab', 'bza', 'ba'],
    ['keeps everything when nothing is named', 'ab', '', 'ab'],
  ] as const) {
    it(title, () => {
      expect(names(inOrder(list(before), [...order]))).to.equal(after);
    });
  }

  it('keeps every message of a long conversation, of which the engine knows the end only', () => {
    const ids = Array.from({ length: 2500 }, (_, i) => `m${i}`);
    const all = ids.reduce<readonly Message[]>((messages, id) => withChange(messages, change(id)), []);
    const [last, ...others] = ids.slice(-500).reverse();
    const told = [...others.reverse().slice(0, 250), last!, ...others.slice(250)];
    const after = inOrder(all, told);
    expect(after.map(({ itemId }) => itemId)).to.deep.equal([...ids.slice(0, 2000), ...told]);
  });
});
