import { expect } from 'chai';
import { MOST_WAITING, Outbox } from '../../src/worker/outbox.js';

const event = (item_id: string) => ({ type: 'conversation.item.retrieve', item_id }) as const;

describe('the outbox', () => {
  it('hands out what waits in its order, once', () => {
    const outbox = new Outbox();
    const events = ['a', 'b', 'c'].map(event);
    for (const each of events) outbox.add(each);
    expect(outbox.takeAll()).to.deep.equal(events);
    expect(outbox.takeAll()).to.be.empty;
  });

  const item = (role: 'user' | 'system', text: string) =>
    ({
      type: 'conversation.item.create',
      item: { type: 'message', role, content: [{ type: 'input_text', text }] },
    }) as const;

  it('drops nothing for its number', () => {
    const outbox = new Outbox();
    const contexts = Array.from({ length: 620 }, (_, i) => item('system', `${i}`));
    expect(contexts.map((each) => outbox.add(each)).some(Boolean)).to.be.false;
    expect(outbox.takeAll()).to.deep.equal(contexts);
  });

  it('drops the oldest contexts when a mebibyte waits, and nothing else', () => {
    const outbox = new Outbox();
    const quarter = 'x'.repeat(MOST_WAITING / 4);
    const said = ['a', 'b', 'c', 'd', 'e'].map((text) => item('user', text + quarter));
    const told = ['f', 'g', 'h'].map((text) => item('system', text + quarter));
    const dropped = [told[0]!, event('old'), said[0]!, told[1]!, told[2]!].map((each) => outbox.add(each));
    expect(dropped).to.deep.equal([false, false, false, false, true]);
    expect(outbox.takeAll()).to.deep.equal([event('old'), said[0], told[1], told[2]]);
    for (const each of said) expect(outbox.add(each)).to.be.false;
    expect(outbox.takeAll()).to.deep.equal(said);
  });

  it('has its room back when all went out', () => {
    const outbox = new Outbox();
    for (let i = 0; i < 4; i++) {
      expect(outbox.add(item('system', 'x'.repeat(MOST_WAITING / 2)))).to.be.false;
      outbox.takeAll();
    }
  });
});
